"""Who may take, decide and appeal what, and when. Pure: facts and the moment in, a reason out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

State = Literal["waiting", "withdrawn", "approved", "rejected", "hidden"]
Refusal = Literal[
    "already_decided", "own_decision", "held_by_other", "not_held", "not_refused",
    "too_late", "already_appealed", "appeal_is_final",
]  # fmt: skip

REFUSED: tuple[State, ...] = ("rejected", "hidden")


@dataclass(frozen=True)
class Facts:
    """A case as the rules see it."""

    state: State = "waiting"
    held_by: str | None = None
    held_until: datetime | None = None
    not_by: str | None = None
    decided_at: datetime | None = None

    def holder(self, now: datetime) -> str | None:
        """Who holds the case at this moment; a hold ends by itself."""
        return self.held_by if self.held_until is not None and now < self.held_until else None


def taking(case: Facts, user: str, now: datetime, force: bool) -> Refusal | None:
    """Why this moderator can't take the case; None when nothing speaks against it."""
    if case.state != "waiting":
        return "already_decided"
    if case.not_by == user:
        return "own_decision"
    if case.holder(now) not in (None, user) and not force:
        return "held_by_other"
    return None


def deciding(case: Facts, user: str, now: datetime) -> Refusal | None:
    """Why this moderator can't decide the case: only who holds it may."""
    if case.state != "waiting":
        return "already_decided"
    if case.not_by == user:
        return "own_decision"
    return None if case.holder(now) == user else "not_held"


def appealing(case: Facts, appealed: bool, now: datetime, window: timedelta) -> Refusal | None:
    """Why its author can't appeal against this decision."""
    if case.not_by is not None:
        return "appeal_is_final"
    if case.state not in REFUSED or case.decided_at is None:
        return "not_refused"
    if appealed:
        return "already_appealed"
    return "too_late" if now >= case.decided_at + window else None


def state_after(decision: str, hides: bool) -> State:
    """What a case becomes; a refusal's reason says whether the text stays readable."""
    if decision == "approve":
        return "approved"
    return "hidden" if hides else "rejected"


def outcome(appeal_state: State) -> Literal["waiting", "overturned", "upheld"]:
    """What an appeal did to the first decision."""
    if appeal_state == "waiting":
        return "waiting"
    return "overturned" if appeal_state == "approved" else "upheld"


def hours(since: datetime, until: datetime) -> int:
    """Whole hours that something waited; never less than none."""
    return max(0, int((until - since) / timedelta(hours=1)))
