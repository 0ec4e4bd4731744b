"""When a hearing may get its day, and when it may be said to have been held. Pure."""

from __future__ import annotations

from datetime import datetime

from ..rules import HearingState

SAYABLE = (HearingState.SCHEDULED, HearingState.HELD, HearingState.NOT_HELD)
"""What an official can say of a hearing."""


def problem(state: HearingState, at: datetime | None, now: datetime) -> str | None:
    """Why this cannot be said of a hearing whose day is `at`: a key word, None when it can be."""
    if state == HearingState.SCHEDULED:
        if at is None:
            return "no_day"
        return "past" if at <= now else None
    if state == HearingState.HELD and at is not None and at > now:
        return "not_yet"
    return None
