"""What other rooms and the schedule call: reading in a request, the watchdog, the recount."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from ckan import model
from ckan.model import meta
from ckanext.egov.health.interfaces import Finding

from . import folding, reading, recounting

log = logging.getLogger(__name__)

LATE = 10
"""Seconds that sealed leaves may wait for being counted; it should be one or two."""
UNCOUNTED = """
SELECT min(head.sealed_at), EXTRACT(epoch FROM clock_timestamp() - min(head.sealed_at)),
       COALESCE(sum(head.size - COALESCE(count.counted, 0)), 0)
FROM participation_log AS head LEFT JOIN participation_count AS count USING (process_no)
WHERE head.size > COALESCE(count.counted, 0)
  AND COALESCE(count.counted_at, head.sealed_at) < clock_timestamp() - make_interval(secs => %s)
"""
DRIFTED = (
    "SELECT count(*), max(found_at) FROM participation_count_drift"
    " WHERE found_at > clock_timestamp() - interval '7 days'"
)


def read(process_no: int, feature: str | None = None) -> reading.Count:
    """The counts and journals of a process, in the transaction of the request."""
    return reading.read(_cursor(), process_no, journals=True, feature=feature)


def _cursor() -> Any:
    return model.Session.connection().connection.cursor()


def late() -> tuple[datetime | None, float, int]:
    """Since when, for how many seconds, and how many leaves wait longer than they should."""
    cursor = _cursor()
    cursor.execute(UNCOUNTED, [LATE])
    since, seconds, leaves = cursor.fetchone()
    return since, float(seconds or 0), int(leaves)


def watch() -> None:
    """The watchdog: when counting by the sealer has stopped, say so and count here."""
    _, seconds, leaves = late()
    model.Session.rollback()
    if not leaves:
        return
    log.warning("%s leaves were not counted for %.0f seconds: counting them now", leaves, seconds)
    assert meta.engine is not None
    connection = meta.engine.raw_connection()
    try:
        folding.fold_new(connection)
    finally:
        connection.close()


def recount_all() -> None:
    """The nightly recount: compare every process with its acts, repair and report what drifted."""
    numbers = recounting.processes(_cursor())
    model.Session.commit()
    for process_no in numbers:
        drifted = recounting.recount(_cursor(), process_no)
        model.Session.commit()
        if drifted:
            log.error("%s counters of process %s had drifted; repaired", drifted, process_no)


def counting() -> Finding:
    """Whether sealed leaves are counted in time."""
    since, seconds, leaves = late()
    facts = {"leaves": leaves, "seconds": seconds}
    if leaves:
        return Finding(False, "Sealed acts wait to be counted", since, facts)
    return Finding(True, "Acts are counted as they are sealed", None, facts)


def drift() -> Finding:
    """Whether a recount of the last seven days found counters that were wrong."""
    cursor = _cursor()
    cursor.execute(DRIFTED)
    counters, newest = cursor.fetchone()
    if counters:
        message = f"{counters} counters had drifted and were repaired: look for the reason"
        return Finding(False, message, newest, {"counters": counters})
    return Finding(True, "No counter drifted in seven days")
