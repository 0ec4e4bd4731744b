"""What is known of people goes some months after a process has ended; what was counted stays.

First the keys are destroyed, which makes every backup of the database as silent as the database
itself will be; then the columns are emptied and the record says so. A crash in between is finished
by the next run, and so is a database that was brought back from a backup.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.accounts import peppers
from ckanext.egov.keys import personal
from ckanext.egov.schedule.interfaces import Periodic
from ckanext.participation.process import recording
from ckanext.participation.process.model import Process
from ckanext.participation.publishing import config

EVENT = "people_forgotten"
ENDED = sa.text("""
SELECT process_no FROM participation_process AS process
WHERE state IN ('closed', 'stopped') AND :before > CASE WHEN state = 'closed' THEN closes_at ELSE (
    SELECT max(at) FROM participation_event AS event
    WHERE event.process_no = process.process_no AND event.event = 'stopped') END
ORDER BY process_no
""")
FORGOTTEN = sa.text(
    "SELECT process_no FROM participation_event"
    " WHERE event = :event AND process_no = ANY (:numbers)"
)
EMPTY = (
    "DELETE FROM participation_act_request WHERE process_no = :process_no",
    "DELETE FROM participation_letters WHERE process_no = :process_no",
    """
    UPDATE participation_person AS person
    SET name = NULL, email = NULL, phone = NULL, wants_news = false
    FROM participation_act AS act
    WHERE act.act_id = person.act_id AND act.process_no = :process_no
    """,
)


def forget_ended() -> None:
    """Forget the people of every process that ended long enough ago."""
    for process_no in due():
        forget(process_no)


def due() -> list[int]:
    """The processes whose people have to be forgotten now."""
    before = _before()
    found = [*core_model.Session.scalars(ENDED, {"before": before}), *_given_up(before)]
    asked = {"event": EVENT, "numbers": found}
    return sorted(set(found) - set(core_model.Session.scalars(FORGOTTEN, asked)))


def forget(process_no: int) -> None:
    """Destroy the keys of a process, empty its columns and record it; safe to do twice."""
    peppers.destroy(process_no)
    personal.forget(process_no)
    for statement in EMPTY:
        core_model.Session.execute(sa.text(statement), {"process_no": process_no})
    process = core_model.Session.get(Process, process_no)
    kind = recording.kinds().get(process.kind) if process else None
    if kind and kind.forget_people:
        kind.forget_people(process_no)
    recording.record(process_no, "people_forgotten", {})
    core_model.Session.commit()


def _before() -> datetime:
    now = "SELECT clock_timestamp() - make_interval(months => :months)"
    found = core_model.Session.scalar(sa.text(now), {"months": config.retention_months()})
    assert found is not None
    return found


def _given_up(before: datetime) -> Iterator[int]:
    for kind in recording.kinds().values():
        if kind.given_up:
            yield from kind.given_up(before)


PERIODIC = {
    "people-forget": Periodic(timedelta(days=1), forget_ended, at=time(2, 50)),
}
