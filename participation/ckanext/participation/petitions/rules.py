"""What a petition may become, when, and what it needs: plain values in, plain values out.

Moments are arguments: nothing here looks at a clock. How many signatures are needed and how many
days are given stands in the rules of each process, frozen when it opens (`terms_of`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

TITLE_MOST, BACKGROUND_MOST, DETAILS_MOST, NAME_MOST = 80, 300, 800, 100
"""Characters a petition's texts may have, as on petition.parliament.uk."""

SIGN = "sign"
"""The feature of a process that a signature asks for."""


class State(StrEnum):
    """Where a petition stands."""

    PENDING = "pending"  # written; its creator has not confirmed the address yet
    VALIDATED = "validated"  # confirmed; waits for a moderator
    OPEN = "open"
    CLOSED = "closed"
    REJECTED = "rejected"  # shown with the reason
    HIDDEN = "hidden"  # rejected for a reason that forbids showing it


class Step(StrEnum):
    """What moves a petition from one state to another."""

    CONFIRM = "confirm"
    APPROVE = "approve"
    REJECT = "reject"
    HIDE = "hide"
    CLOSE = "close"


STEPS: Mapping[State, Mapping[Step, State]] = {
    State.PENDING: {Step.CONFIRM: State.VALIDATED},
    State.VALIDATED: {
        Step.APPROVE: State.OPEN,
        Step.REJECT: State.REJECTED,
        Step.HIDE: State.HIDDEN,
    },
    State.OPEN: {Step.CLOSE: State.CLOSED},
    State.CLOSED: {},
    # A second moderator may think otherwise, after an appeal.
    State.REJECTED: {Step.APPROVE: State.OPEN},
    State.HIDDEN: {Step.APPROVE: State.OPEN},
}

PUBLIC = frozenset({State.OPEN, State.CLOSED, State.REJECTED})
"""What everybody may read."""


class StepRefused(Exception):
    """The petition stands where this step does not lead on."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"{step} does not follow {state}")
        self.state, self.step = state, step


def after(state: State, step: Step) -> State:
    """The state that a step leads to."""
    try:
        return STEPS[state][step]
    except KeyError as error:
        raise StepRefused(state, step) from error


@dataclass(frozen=True)
class Terms:
    """What a petition of one level needs and gets; days of answers are working days."""

    level: str
    threshold: int
    days_open: int
    acknowledge_days: int
    answer_days: int
    sign_level: int = 1
    """How sure the portal must be of who signs: 1 an e-mail address, 3 a verified identity."""

    def as_rules(self) -> dict[str, Any]:
        """As the process keeps them: shown to everyone, hashed and frozen at opening."""
        return asdict(self)


def terms_of(rules: Mapping[str, Any]) -> Terms:
    """The terms in a process's rules."""
    return Terms(**{name: rules[name] for name in Terms.__dataclass_fields__ if name in rules})


def closing(opened: datetime, days_open: int, zone: tzinfo) -> datetime:
    """The end of the last day: everybody gets whole days, in the country's own time."""
    last_day: date = opened.astimezone(zone).date() + timedelta(days=days_open)
    return datetime.combine(last_day + timedelta(days=1), time(), zone)


def last_day(closes: datetime, zone: tzinfo) -> date:
    """The last day on which one can act: what closes at midnight was open the day before."""
    return (closes.astimezone(zone) - timedelta(microseconds=1)).date()


def reaches(count: int, threshold: int) -> bool:
    """Whether so many signatures are enough for an answer."""
    return count >= threshold


def percent(count: int, threshold: int) -> int:
    """How far the bar is filled: whole percent, and full only when the threshold is reached."""
    if reaches(count, threshold):
        return 100
    return max(0, min(99, count * 100 // threshold))


class Standing(StrEnum):
    """What a reader wants to know about a published petition before anything else."""

    COLLECTING = "collecting"
    WAITING = "waiting"
    ANSWERED = "answered"
    ENDED = "ended"


def standing(
    state: State, threshold_reached_at: datetime | None, answered_at: datetime | None
) -> Standing:
    """Answered comes first, then an answer that is owed, then whether one can still sign."""
    if answered_at:
        return Standing.ANSWERED
    if threshold_reached_at:
        return Standing.WAITING
    return Standing.COLLECTING if state == State.OPEN else Standing.ENDED


def waiting_days(threshold_reached_at: datetime, now: datetime, zone: tzinfo) -> int:
    """Days since the threshold was reached, as a calendar counts them."""
    return (now.astimezone(zone).date() - threshold_reached_at.astimezone(zone).date()).days
