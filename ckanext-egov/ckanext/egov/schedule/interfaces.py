"""What a room implements to have something done every few seconds, hours or nights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from ckan.plugins import Interface


@dataclass(frozen=True)
class Periodic:
    """Something to do again and again.

    `run` gets nothing and returns nothing; it commits what it did. It must be safe to run twice.
    With `at`, a local time of day, it runs at the first chance after that time (a night that the
    portal slept through is caught up); without it, `every` after the last start.
    """

    every: timedelta
    run: Callable[[], None]
    at: time | None = None


class ISchedule(Interface):
    """Give the schedule things to do."""

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """Return the jobs by name; a name is unique in the portal, like `ledger-recount`."""
        return {}
