"""Which place a creator's update gets. Pure."""

from __future__ import annotations

from collections.abc import Iterable

MOST = 2
"""Updates of one petition that may be read."""
TAKING_PLACE = ("waiting", "published")
OPEN_TO_UPDATES = ("open", "closed")
"""Petitions that people have signed, and may be told of."""


def free_place(taken: Iterable[int]) -> int | None:
    """The first place that no other update has; None when both are taken."""
    others = set(taken)
    return next((place for place in range(1, MOST + 1) if place not in others), None)
