"""The nightly recount: counters against the acts themselves; what drifted is repaired and told.

Leaves that are sealed but not counted yet, or not sealed yet, are no drift: for an act that has
one, the state before it is what the counters should know.
"""

from __future__ import annotations

from typing import Any

from ckanext.participation.counters.folding import BEFORE, CHANGES, LOCK, STATE

TRUTH = f"""
CREATE TEMPORARY TABLE count_truth ON COMMIT DROP AS
WITH leaf AS (
    SELECT DISTINCT ON (act_id) act_id, event, leaf_index, leaf_id
    FROM participation_leaf
    WHERE process_no = %(process_no)s AND act_id IS NOT NULL
      AND (leaf_index IS NULL OR leaf_index >= COALESCE(
          (SELECT counted FROM participation_count WHERE process_no = %(process_no)s), 0))
    ORDER BY act_id, leaf_id
)
SELECT act.feature, act.subject, COALESCE(act.region, '') AS region,
       date_trunc('hour', act.acted_at, 'UTC') AS hour,
       CASE WHEN leaf.act_id IS NULL THEN act.state
            WHEN leaf.event NOT IN {CHANGES} THEN NULL
            ELSE {STATE.format(BEFORE.format("COALESCE(leaf.leaf_index, 9223372036854775807)"))}
       END AS state
FROM participation_act AS act LEFT JOIN leaf USING (act_id)
WHERE act.process_no = %(process_no)s
"""
JOURNALS = {"state": "state IS NOT NULL", "region": "state = 'valid'", "hour": "state = 'valid'"}
"""The counters by what they are keyed with, and which acts stand in each."""

DRIFT = """
INSERT INTO participation_count_drift
    (process_no, journal, feature, subject, key, counted, "is")
SELECT %(process_no)s, '{key}', feature, subject, {key}::text,
       COALESCE(kept.total, 0), COALESCE(truth.total, 0)
FROM (SELECT * FROM participation_count_{key} WHERE process_no = %(process_no)s) AS kept
FULL JOIN (SELECT feature, subject, {key}, count(*) AS total FROM count_truth
           WHERE {condition} GROUP BY feature, subject, {key}) AS truth
     USING (feature, subject, {key})
WHERE COALESCE(kept.total, 0) <> COALESCE(truth.total, 0)
"""
REPAIR = """
DELETE FROM participation_count_{key} WHERE process_no = %(process_no)s;
INSERT INTO participation_count_{key} (process_no, feature, subject, {key}, total)
SELECT %(process_no)s, feature, subject, {key}, count(*) FROM count_truth
WHERE {condition} GROUP BY feature, subject, {key}
"""


def recount(cursor: Any, process_no: int) -> int:
    """Compare, note and repair in the caller's transaction. How many counters had drifted."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    values = {"process_no": process_no}
    cursor.execute(TRUTH, values)
    drifted = 0
    for key, condition in JOURNALS.items():
        cursor.execute(DRIFT.format(key=key, condition=condition), values)
        if cursor.rowcount:
            drifted += cursor.rowcount
            cursor.execute(REPAIR.format(key=key, condition=condition), values)
    cursor.execute("DROP TABLE count_truth")
    return drifted


def processes(cursor: Any) -> list[int]:
    """Every process that has a record."""
    cursor.execute("SELECT process_no FROM participation_log ORDER BY process_no")
    return [process_no for (process_no,) in cursor.fetchall()]
