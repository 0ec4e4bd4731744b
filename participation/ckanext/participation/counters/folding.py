"""Folding sealed leaves into counts, window by window, each leaf exactly once.

A window runs from the leaf counted last to the newest sealed one. Its sums and the place it reached
are stored by one statement, so a crash counts all of it or nothing. Never on write: who acts waits
for no counter. Knows psycopg2 and nothing of CKAN; the sealer calls `fold_new` after each seal.
"""

from __future__ import annotations

import logging
from typing import Any

log = logging.getLogger(__name__)

LOCK = 0x636F756E74  # "count"
WINDOW = 50_000
"""Leaves of one transaction."""
PATIENCE = "10s"
"""A fold that takes longer is stuck: it is given up and begun anew a second later."""

BEHIND = """
SELECT head.process_no, COALESCE(count.counted, 0), head.size
FROM participation_log AS head LEFT JOIN participation_count AS count USING (process_no)
WHERE head.size > COALESCE(count.counted, 0) ORDER BY head.process_no
"""
CHANGES = "('withdraw', 'invalidate', 'restore')"
STATE = (
    "CASE {} WHEN 'withdraw' THEN 'withdrawn' WHEN 'invalidate' THEN 'invalidated' ELSE 'valid' END"
)
"""What an act is after something was done to it."""
BEFORE = f"""(
    SELECT earlier.event FROM participation_leaf AS earlier
    WHERE earlier.act_id = leaf.act_id AND earlier.event IN {CHANGES}
      AND earlier.leaf_index < {{}} ORDER BY earlier.leaf_index DESC LIMIT 1
)"""
"""What was last done to an act before some place in the record."""

FOLD = f"""
WITH moved AS (
    SELECT act.feature, act.subject, COALESCE(act.region, '') AS region,
           date_trunc('hour', act.acted_at, 'UTC') AS hour,
           {STATE.format("leaf.event")} AS becomes,
           CASE WHEN leaf.event IN {CHANGES}
                THEN {STATE.format(BEFORE.format("leaf.leaf_index"))} END AS was
    FROM participation_leaf AS leaf JOIN participation_act AS act USING (act_id)
    WHERE leaf.process_no = %(process_no)s
      AND leaf.leaf_index >= %(since)s AND leaf.leaf_index < %(until)s
), change AS (
    SELECT feature, subject, region, hour, becomes AS state, 1 AS by FROM moved
    UNION ALL
    SELECT feature, subject, region, hour, was, -1 FROM moved WHERE was IS NOT NULL
), by_state AS (
    INSERT INTO participation_count_state AS kept (process_no, feature, subject, state, total)
    SELECT %(process_no)s, feature, subject, state, sum(by) FROM change
    GROUP BY feature, subject, state HAVING sum(by) <> 0
    ON CONFLICT (process_no, feature, subject, state)
    DO UPDATE SET total = kept.total + EXCLUDED.total
), by_region AS (
    INSERT INTO participation_count_region AS kept (process_no, feature, subject, region, total)
    SELECT %(process_no)s, feature, subject, region, sum(by) FROM change
    WHERE state = 'valid' GROUP BY feature, subject, region HAVING sum(by) <> 0
    ON CONFLICT (process_no, feature, subject, region)
    DO UPDATE SET total = kept.total + EXCLUDED.total
), by_hour AS (
    INSERT INTO participation_count_hour AS kept (process_no, feature, subject, hour, total)
    SELECT %(process_no)s, feature, subject, hour, sum(by) FROM change
    WHERE state = 'valid' GROUP BY feature, subject, hour HAVING sum(by) <> 0
    ON CONFLICT (process_no, feature, subject, hour)
    DO UPDATE SET total = kept.total + EXCLUDED.total
)
INSERT INTO participation_count (process_no, counted, counted_at)
VALUES (%(process_no)s, %(until)s, clock_timestamp())
ON CONFLICT (process_no) DO UPDATE SET counted = EXCLUDED.counted, counted_at = EXCLUDED.counted_at
"""


def behind(cursor: Any) -> list[tuple[int, int, int]]:
    """Process, leaves counted, leaves sealed: of each process that has something to count."""
    cursor.execute(BEHIND)
    return cursor.fetchall()


def fold_new(connection: Any) -> int:
    """Count what was sealed since the last time, unless somebody else is counting. How many."""
    with connection.cursor() as cursor:
        numbers = [process_no for process_no, _, _ in behind(cursor)]
    connection.commit()
    return sum(fold_process(connection, process_no) for process_no in numbers)


def fold_process(connection: Any, process_no: int) -> int:
    """Count the new leaves of one process, a transaction for each window."""
    folded = 0
    while step := _window(connection, process_no):
        folded += step
        if step < WINDOW:
            break
    return folded


def _window(connection: Any, process_no: int) -> int:
    try:
        with connection.cursor() as cursor:
            step = fold(cursor, process_no)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return step


def fold(cursor: Any, process_no: int) -> int:
    """Count one window in the caller's transaction; the lock is held until it ends."""
    cursor.execute(f"SET LOCAL statement_timeout = '{PATIENCE}'")
    if not take_lock(cursor):
        return 0
    # Only now, with the lock: what was read before it may have been counted by another.
    known = {number: (counted, size) for number, counted, size in behind(cursor)}
    if process_no not in known:
        return 0
    since, size = known[process_no]
    until = min(size, since + WINDOW)
    cursor.execute(FOLD, {"process_no": process_no, "since": since, "until": until})
    return until - since


def take_lock(cursor: Any) -> bool:
    """Become the one who counts, until the transaction ends."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
    return cursor.fetchone()[0]
