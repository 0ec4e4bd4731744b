"""What waits for officials and how urgent it is: plain values in, plain values out."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Work(StrEnum):
    """What an official has to do with a petition."""

    MODERATE = "moderate"
    ANSWER = "answer"


class Urgency(StrEnum):
    """How a last day stands to today."""

    LATE = "late"
    TODAY = "today"
    LATER = "later"


class Held(StrEnum):
    """Who works on it already."""

    MINE = "mine"
    NOBODY = "nobody"
    OTHERS = "others"


def urgency(due: date, today: date) -> Urgency:
    """The last day itself is still in time."""
    if due < today:
        return Urgency.LATE
    return Urgency.TODAY if due == today else Urgency.LATER
