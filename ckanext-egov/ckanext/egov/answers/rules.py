"""The clock of an obligation: what state it is in on a day. Pure: the day is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from ckanext.egov.answers.working_days import WorkCalendar

State = Literal["owed", "acknowledged", "overdue", "answered", "answered_late", "released"]
STATES: tuple[State, ...] = (
    "owed", "acknowledged", "overdue", "answered", "answered_late", "released",
)  # fmt: skip
DECISIONS = ("accepted", "partly", "rejected", "explained")
"""What an answer decides; `explained` answers a question that asks for no decision."""


@dataclass(frozen=True)
class Dates:
    """The last days, in the portal's time zone, on which an act is still in time."""

    acknowledge_by: date | None
    answer_by: date


@dataclass(frozen=True)
class Clock:
    """What happened so far: days in the portal's time zone."""

    owed_on: date
    dates: Dates
    acknowledged_on: date | None = None
    answered_on: date | None = None
    released_on: date | None = None


def local_day(moment: datetime, zone: tzinfo) -> date:
    """The calendar day of a moment where the portal is."""
    return moment.astimezone(zone).date()


def dates(
    owed_on: date, calendar: WorkCalendar, acknowledge_days: int | None, answer_days: int
) -> Dates:
    """The last days for acknowledging and answering: whole working days after the first one."""
    acknowledge = calendar.add(owed_on, acknowledge_days) if acknowledge_days else None
    return Dates(acknowledge, calendar.add(owed_on, answer_days))


def state(clock: Clock, today: date) -> State:
    """The state on a day. What happened counts more than what is late."""
    if clock.answered_on is not None:
        return "answered_late" if clock.answered_on > clock.dates.answer_by else "answered"
    if clock.released_on is not None:
        return "released"
    if late_since(clock, today) is not None:
        return "overdue"
    return "acknowledged" if clock.acknowledged_on is not None else "owed"


def late_since(clock: Clock, today: date) -> date | None:
    """The last day on which the next act would have been in time, when that day is over."""
    due = due_day(clock)
    return due if due is not None and today > due else None


def due_day(clock: Clock) -> date | None:
    """The last day for what comes next; None when nothing is owed any more."""
    if clock.answered_on is not None or clock.released_on is not None:
        return None
    days = [clock.dates.answer_by]
    if clock.acknowledged_on is None and clock.dates.acknowledge_by is not None:
        days.append(clock.dates.acknowledge_by)
    return min(days)


def days_late(clock: Clock, today: date, calendar: WorkCalendar) -> int:
    """How many working days what comes next is late; 0 when it is in time."""
    since = late_since(clock, today)
    return 0 if since is None else max(1, calendar.between(since, today))


def days_left(clock: Clock, today: date, calendar: WorkCalendar) -> int | None:
    """How many working days are left, the last one included; None when nothing is owed."""
    due = due_day(clock)
    return None if due is None else calendar.between(today, due)


def reminder(
    clock: Clock, today: date, calendar: WorkCalendar, before: Iterable[int], after: Iterable[int]
) -> str | None:
    """The key of the reminder that is to be sent on a day: `before-3`, `after-1`; None for none.

    When nobody looked on the very day, the one that should have been sent last is given: a
    reminder comes late rather than never. The keys make each be sent once.
    """
    due = due_day(clock)
    if due is None:
        return None
    if today > due:
        late = calendar.between(due, today)
        passed = [days for days in after if days <= late]
        return f"after-{max(passed)}" if passed else None
    left = calendar.between(today, due)
    reached = [days for days in before if left <= days]
    return f"before-{min(reached)}" if reached else None
