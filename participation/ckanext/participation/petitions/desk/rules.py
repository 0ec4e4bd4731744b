"""What waits for officials and how urgent it is: plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Work(StrEnum):
    """What an official has to do with a petition."""

    MODERATE = "moderate"
    ANSWER = "answer"


class Urgency(StrEnum):
    """How a last day stands to today."""

    LATE = "late"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True)
class Task:
    """One thing that waits, the last day on which doing it is in time, and what it is about."""

    work: Work
    due: date
    number: int
    about: dict[str, Any]


def urgency(due: date, today: date) -> Urgency:
    """The last day itself is still in time."""
    if due < today:
        return Urgency.LATE
    return Urgency.TODAY if due == today else Urgency.LATER


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """What is due first in front, what is late before all; of one day the older number first."""
    return sorted(tasks, key=lambda task: (task.due, task.work, task.number))
