"""What other rooms call: an answer becomes owed, is no longer owed, how it stands.

Everything here works inside the caller's transaction and commits nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.answers import config, holidays, model, rules
from ckanext.egov.answers.kinds import tell
from sqlalchemy.dialects.postgresql import insert


@dataclass(frozen=True)
class Obligation:
    """How what a body owes stands on the day of `as_of`."""

    obligation_id: int
    kind: str
    object_id: str
    body: str
    owed_at: datetime
    acknowledge_by: date | None
    answer_by: date
    acknowledged_at: datetime | None
    answered_at: datetime | None
    released_at: datetime | None
    release_reason: str | None
    state: rules.State
    due: date | None
    days_left: int | None
    days_late: int
    as_of: date


def owe(
    kind: str, object_id: str, body: str, *, acknowledge_days: int | None, answer_days: int
) -> int:
    """Note that `body` (name or id) owes an answer; the clock starts now.

    Called again for the same thing it gives the same obligation with its first dates: a promise
    stays. Only one that was released starts anew.
    """
    moment = now()
    day = rules.local_day(moment, config.timezone())
    due = rules.dates(day, calendar(), acknowledge_days, answer_days)
    dates = {"acknowledge_by": due.acknowledge_by, "answer_by": due.answer_by, "owed_at": moment}
    table = model.Obligation
    core_model.Session.execute(
        insert(table)
        .values(kind=kind, object_id=object_id, body=body_name(body), **dates)
        .on_conflict_do_nothing(constraint="egov_obligation_once")
    )
    found = lock(kind, object_id)
    if found.released_at is not None and found.answered_at is None:
        _start_anew(found, dates)
    return found.obligation_id


def release(kind: str, object_id: str, reason: str) -> None:
    """Note that no answer is owed any more, and why (a key word of the caller)."""
    found = _find(kind, object_id, for_update=True)
    if found is None or found.answered_at is not None or found.released_at is not None:
        return
    found.released_at, found.release_reason = now(), reason
    core_model.Session.flush()
    tell(found, "released", found.released_at, details={"reason": reason})


def of(kind: str, object_id: str) -> Obligation | None:
    """How the obligation about a thing stands now; None when there is none."""
    found = _find(kind, object_id)
    return describe(found, today()) if found else None


def describe(row: Any, day: date) -> Obligation:
    """An obligation with what the rules say about it on a day."""
    clock = clock_of(row)
    days = calendar()
    kept = (
        "obligation_id", "kind", "object_id", "body", "owed_at", "acknowledge_by", "answer_by",
        "acknowledged_at", "answered_at", "released_at", "release_reason",
    )  # fmt: skip
    return Obligation(
        **{name: getattr(row, name) for name in kept},
        state=rules.state(clock, day),
        due=rules.due_day(clock),
        days_left=rules.days_left(clock, day, days),
        days_late=rules.days_late(clock, day, days),
        as_of=day,
    )


def clock_of(row: Any) -> rules.Clock:
    """The facts of a row as the rules want them."""
    return rules.Clock(
        owed_on=_day(row.owed_at) or row.answer_by,
        dates=rules.Dates(row.acknowledge_by, row.answer_by),
        acknowledged_on=_day(row.acknowledged_at),
        answered_on=_day(row.answered_at),
        released_on=_day(row.released_at),
    )


def calendar() -> rules.WorkCalendar:
    """The working days of the portal's country."""
    return holidays.read(config.holidays_file())


def now() -> datetime:
    """The database's clock: deadlines know no other."""
    return core_model.Session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()


def today() -> date:
    """The day it is where the portal is."""
    return rules.local_day(now(), config.timezone())


def lock(kind: str, object_id: str) -> Any:
    """The obligation about a thing, held until the transaction ends."""
    found = _find(kind, object_id, for_update=True)
    assert found is not None
    return found


def body_name(body: str) -> str:
    """The name of a body given by name or id; as given when the portal has no such body."""
    group = core_model.Group.get(body)
    return group.name if group else body


def _find(kind: str, object_id: str, for_update: bool = False) -> Any:
    table = model.Obligation
    query = sa.select(table).where(table.kind == kind, table.object_id == str(object_id))
    if for_update:
        query = query.with_for_update()
    return core_model.Session.scalars(query.execution_options(populate_existing=True)).first()


def _start_anew(row: Any, dates: dict[str, date | datetime | None]) -> None:
    for name, value in dates.items():
        setattr(row, name, value)
    row.released_at = row.release_reason = row.acknowledged_at = None
    core_model.Session.flush()


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else rules.local_day(moment, config.timezone())
