"""Brings traces and the public record into numbers by hour, and notes whom officials look at.

Never on write: who signs waits for no counter. The schedule runs this; what was counted is marked
in the statement that counts it, so a crash counts all of a step or nothing.
"""

from __future__ import annotations

import ckan.model as core_model
import sqlalchemy as sa

from ..lifecycle import KIND
from ..rules import SIGN

STEP = 20_000
"""Rows of one statement."""
# A day is as long as a link lasts; one more hour for a clock that is read twice.
LAST = "25 hours"

HOUR = "date_trunc('hour', {}, 'UTC')"
ASKED = sa.text(f"""
WITH fresh AS (
    UPDATE petition_trace SET is_counted = true WHERE confirmation_id IN (
        SELECT confirmation_id FROM petition_trace WHERE NOT is_counted
        ORDER BY asked_at LIMIT {STEP} FOR UPDATE SKIP LOCKED
    ) RETURNING process_no, {HOUR.format("asked_at")} AS hour, network_key, domain
), trends AS (
    INSERT INTO petition_trend AS kept (kind, hour, process_no, key, asked)
    SELECT kind, hour, process_no, key, count(*) FROM fresh
    CROSS JOIN LATERAL (VALUES ('network', encode(network_key, 'hex')), ('domain', domain))
        AS seen(kind, key) WHERE key IS NOT NULL GROUP BY kind, hour, process_no, key
    ON CONFLICT (kind, hour, process_no, key) DO UPDATE SET asked = kept.asked + EXCLUDED.asked
), journal AS (
    INSERT INTO petition_integrity AS kept (process_no, hour, what, total)
    SELECT process_no, hour, 'asked', count(*) FROM fresh GROUP BY process_no, hour
    ON CONFLICT (process_no, hour, what, reason) DO UPDATE SET total = kept.total + EXCLUDED.total
)
SELECT count(*) FROM fresh
""")
# The booth gives an act and the confirmation that made it one moment. A confirmation of somebody
# who was counted before makes no act.
CONFIRMED = sa.text(f"""
WITH used AS (
    SELECT trace.confirmation_id, confirmation.used_at, act.act_id
    FROM petition_trace AS trace JOIN confirmation USING (confirmation_id)
    LEFT JOIN participation_act AS act ON act.acted_at = confirmation.used_at
        AND (act.process_no, act.feature, act.subject, act.person_key)
          = (trace.process_no, '{SIGN}', '', trace.person_key)
        AND act.name_key IS NOT DISTINCT FROM trace.name_key
    WHERE trace.confirmed_at IS NULL AND trace.is_counted AND confirmation.used_at IS NOT NULL
      AND trace.asked_at > clock_timestamp() - interval '{LAST}'
    LIMIT {STEP}
), linked AS (
    UPDATE petition_trace AS trace SET confirmed_at = used.used_at, act_id = used.act_id
    FROM used WHERE used.confirmation_id = trace.confirmation_id AND trace.confirmed_at IS NULL
    RETURNING trace.process_no, trace.act_id, trace.reasons, trace.network_key, trace.domain,
        {HOUR.format("asked_at")} AS hour, {HOUR.format("confirmed_at")} AS confirmed_hour
), holds AS (
    INSERT INTO petition_hold (act_id, process_no, reasons)
    SELECT act_id, process_no, reasons FROM linked WHERE act_id IS NOT NULL AND reasons <> '{{}}'
    ON CONFLICT DO NOTHING
), trends AS (
    INSERT INTO petition_trend AS kept (kind, hour, process_no, key, confirmed)
    SELECT kind, hour, process_no, key, count(*) FROM linked
    CROSS JOIN LATERAL (VALUES ('network', encode(network_key, 'hex')), ('domain', domain))
        AS seen(kind, key) WHERE key IS NOT NULL GROUP BY kind, hour, process_no, key
    ON CONFLICT (kind, hour, process_no, key)
    DO UPDATE SET confirmed = kept.confirmed + EXCLUDED.confirmed
), journal AS (
    INSERT INTO petition_integrity AS kept (process_no, hour, what, total)
    SELECT process_no, confirmed_hour, 'confirmed', count(*) FROM linked
    GROUP BY process_no, confirmed_hour
    ON CONFLICT (process_no, hour, what, reason) DO UPDATE SET total = kept.total + EXCLUDED.total
)
SELECT count(*) FROM linked
""")
BEHIND = sa.text(f"""
SELECT log.process_no, COALESCE(mark.leaves, 0) AS since, log.size AS until
FROM participation_log AS log JOIN participation_process AS process USING (process_no)
LEFT JOIN petition_integrity_mark AS mark USING (process_no)
WHERE process.kind = '{KIND}' AND log.size > COALESCE(mark.leaves, 0) ORDER BY log.process_no
""")
RECORD = sa.text(f"""
WITH changed AS (
    SELECT {HOUR.format("at")} AS hour, event,
        CASE WHEN event = 'withdraw' THEN ''
             ELSE COALESCE(convert_from(entry, 'UTF8')::jsonb ->> 'reason', '') END AS reason
    FROM participation_leaf WHERE process_no = :process_no
      AND leaf_index >= :since AND leaf_index < :until
      AND event IN ('withdraw', 'invalidate', 'restore')
), journal AS (
    INSERT INTO petition_integrity AS kept (process_no, hour, what, reason, total)
    SELECT :process_no, hour, event, reason, count(*) FROM changed GROUP BY hour, event, reason
    ON CONFLICT (process_no, hour, what, reason) DO UPDATE SET total = kept.total + EXCLUDED.total
)
INSERT INTO petition_integrity_mark (process_no, leaves) VALUES (:process_no, :until)
ON CONFLICT (process_no) DO UPDATE SET leaves = EXCLUDED.leaves
""")
WINDOW = 50_000
LOCK = sa.text("SELECT pg_advisory_xact_lock(x'70657469'::int, 1)")


def count_new() -> None:
    """Count what is new, link acts to their traces, hold what is suspicious; each step commits."""
    for statement in (ASKED, CONFIRMED):
        while _step(statement) == STEP:
            pass
    for process_no, since, until in _behind():
        for start in range(since, until, WINDOW):
            _read_record(process_no, start, min(until, start + WINDOW))


def _step(statement: sa.TextClause) -> int:
    core_model.Session.execute(LOCK)
    done = core_model.Session.scalar(statement) or 0
    core_model.Session.commit()
    return done


def _behind() -> list[tuple[int, int, int]]:
    rows = core_model.Session.execute(BEHIND).all()
    core_model.Session.rollback()
    return [(row.process_no, row.since, row.until) for row in rows]


def _read_record(process_no: int, since: int, until: int) -> None:
    """One window of the record; another who counts at the same time has moved the mark."""
    core_model.Session.execute(LOCK)
    still = {row.process_no: row.since for row in core_model.Session.execute(BEHIND)}
    if still.get(process_no) == since:
        values = {"process_no": process_no, "since": since, "until": until}
        core_model.Session.execute(RECORD, values)
    core_model.Session.commit()
