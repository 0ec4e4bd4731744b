"""What can be paused for all, and until when. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Switch(StrEnum):
    """What nobody can do while it is paused."""

    CREATING = "creating"
    SIGNING = "signing"


def is_over(until: datetime | None, now: datetime) -> bool:
    """Whether a pause has ended by itself; one without an end is ended by an official."""
    return until is not None and until <= now
