"""What may be done with sheets of paper, by whom. Pure."""

from __future__ import annotations

from enum import StrEnum

MOST_SIGNATURES = 100_000
MOST_SHEETS = 10_000
"""More than one entry can hold: a typing mistake."""


class PaperState(StrEnum):
    """How an entry stands; only a confirmed one is shown and counted."""

    ENTERED = "entered"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


def confirming(state: PaperState, entered_by: str, official: str) -> str | None:
    """Why this official can't confirm an entry: a key word, None when they can.

    Two people look at each sheet: who entered it is not the second.
    """
    if state != PaperState.ENTERED:
        return "not_waiting"
    return "same_person" if entered_by == official else None


def withdrawing(state: PaperState) -> str | None:
    """Why an entry can't be withdrawn; None when it can."""
    return "withdrawn" if state == PaperState.WITHDRAWN else None


def needed_by_sheets(signatures: int, sheets: int) -> bool:
    """Whether there can be so few signatures: each sheet has one at least."""
    return signatures >= sheets
