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
SPONSOR = "sponsor"
"""The feature of those who stand behind a petition before a moderator looks at it."""


class State(StrEnum):
    """Where a petition stands; the words are those of petition.parliament.uk."""

    PENDING = "pending"  # written; its creator has not confirmed the address yet
    VALIDATED = "validated"  # confirmed; looks for sponsors, seen by those who have its invitation
    SPONSORED = "sponsored"  # has its sponsors; waits for a moderator
    FLAGGED = "flagged"  # a moderator wants others to look at it
    DORMANT = "dormant"  # waits for something outside, for example its creator's reply
    OPEN = "open"
    CLOSED = "closed"
    REJECTED = "rejected"  # shown with the reason
    HIDDEN = "hidden"  # rejected for a reason that forbids showing it
    STOPPED = "stopped"  # ended before it was published
    REMOVED = "removed"  # taken down; the row keeps the state it had


class Step(StrEnum):
    """What moves a petition from one state to another."""

    CONFIRM = "confirm"
    SPONSOR = "sponsor"  # enough sponsors
    UNSPONSOR = "unsponsor"  # not enough of them any more
    FLAG = "flag"
    SHELVE = "shelve"
    RESTORE = "restore"
    APPROVE = "approve"
    REJECT = "reject"
    HIDE = "hide"
    CLOSE = "close"
    STOP = "stop"
    REMOVE = "remove"


_ENDS = {Step.STOP: State.STOPPED, Step.REMOVE: State.REMOVED}
_DECISIONS = {Step.APPROVE: State.OPEN, Step.REJECT: State.REJECTED, Step.HIDE: State.HIDDEN}
_REMOVAL = {Step.REMOVE: State.REMOVED}

STEPS: Mapping[State, Mapping[Step, State]] = {
    State.PENDING: {Step.CONFIRM: State.VALIDATED, **_ENDS},
    State.VALIDATED: {Step.SPONSOR: State.SPONSORED, **_ENDS},
    State.SPONSORED: {
        Step.UNSPONSOR: State.VALIDATED,
        Step.FLAG: State.FLAGGED,
        Step.SHELVE: State.DORMANT,
        **_DECISIONS,
        **_ENDS,
    },
    State.FLAGGED: {
        Step.RESTORE: State.SPONSORED,
        Step.SHELVE: State.DORMANT,
        **_DECISIONS,
        **_ENDS,
    },
    State.DORMANT: {
        Step.RESTORE: State.SPONSORED,
        Step.FLAG: State.FLAGGED,
        **_DECISIONS,
        **_ENDS,
    },
    State.OPEN: {Step.CLOSE: State.CLOSED, **_REMOVAL},
    State.CLOSED: _REMOVAL,
    # A second moderator may think otherwise, after an appeal.
    State.REJECTED: {**_DECISIONS, **_REMOVAL},
    State.HIDDEN: {**_DECISIONS, **_REMOVAL},
    State.STOPPED: _REMOVAL,
    State.REMOVED: {},
}

PUBLIC = frozenset({State.OPEN, State.CLOSED, State.REJECTED})
"""What everybody may read."""
INVITED = frozenset({State.VALIDATED, State.SPONSORED, State.FLAGGED, State.DORMANT})
"""What only those may read, beside officials, who have the invitation of its creator."""
GONE = frozenset({State.HIDDEN, State.STOPPED, State.REMOVED})
"""What nobody but moderators reads any more; everybody may know that it was there, and why not."""
IN_QUEUE = frozenset({State.SPONSORED, State.FLAGGED, State.DORMANT})
"""What moderators have to decide about."""
UNPUBLISHED = frozenset({State.PENDING, *INVITED})
"""What stops when the term of those ends who would have to answer."""


class StepRefused(Exception):
    """The petition stands where this step does not lead on."""

    def __init__(self, state: StrEnum, step: StrEnum) -> None:
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
    hearing_threshold: int = 0
    """How many signatures a hearing needs; 0 where this level has none."""
    sponsors: int = 0
    """How many sponsors it needs before a moderator looks at it; 0 for none."""
    sponsors_most: int = 0
    sponsor_days: int = 0
    paper: str = "apart"
    """Signatures on paper: `counts` where thresholds look at them, `apart` where they do not."""

    @property
    def paper_counts(self) -> bool:
        """Whether thresholds look at signatures on paper too."""
        return self.paper == "counts"

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


class AnswerState(StrEnum):
    """How the answer stands, beside the state of the petition itself."""

    NONE = "none"
    AWAITING = "awaiting"
    ACKNOWLEDGED = "acknowledged"
    RESPONDED = "responded"


class HearingState(StrEnum):
    """How the hearing stands."""

    NONE = "none"
    AWAITING = "awaiting"
    SCHEDULED = "scheduled"
    HELD = "held"
    NOT_HELD = "not_held"


HEARING_STEPS: Mapping[HearingState, frozenset[HearingState]] = {
    # A body may hold one although nobody has asked for it yet.
    HearingState.NONE: frozenset({HearingState.SCHEDULED}),
    HearingState.AWAITING: frozenset({HearingState.SCHEDULED, HearingState.NOT_HELD}),
    HearingState.SCHEDULED: frozenset(
        {HearingState.SCHEDULED, HearingState.HELD, HearingState.NOT_HELD}
    ),
    HearingState.HELD: frozenset(),
    HearingState.NOT_HELD: frozenset({HearingState.SCHEDULED}),
}
"""What officials may make of a hearing; a scheduled one may be put on another day."""

OWED: Mapping[str, frozenset[str]] = {
    "answer": frozenset({AnswerState.AWAITING, AnswerState.ACKNOWLEDGED}),
    "hearing": frozenset({HearingState.AWAITING}),
}
"""What can be taken back when a threshold is lost: an answer that was given stays given, and a
hearing that has its day takes place."""


class Change(StrEnum):
    """What a new count does to a threshold."""

    REACHED = "reached"
    LOST = "lost"


def threshold_change(
    threshold: int, count: int, lasting: int, *, is_reached: bool, is_owed: bool
) -> Change | None:
    """Whether a threshold (0: there is none) is reached now, or turns out not to have been.

    `lasting` is the count with those who have withdrawn since it was reached: they had signed.
    Only signatures that should never have counted take back what was owed.
    """
    if not threshold:
        return None
    if not is_reached:
        return Change.REACHED if reaches(count, threshold) else None
    return Change.LOST if is_owed and not reaches(lasting, threshold) else None


def sponsor_step(state: State, sponsors: int, needed: int) -> Step | None:
    """Whether the sponsors of a petition bring it before the moderators, or out of their queue."""
    if state == State.VALIDATED and sponsors >= needed:
        return Step.SPONSOR
    return Step.UNSPONSOR if state == State.SPONSORED and sponsors < needed else None


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
