"""How a room puts its dates into the calendar of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ckan.plugins.interfaces import Interface


@dataclass(frozen=True)
class Filters:
    """What is asked for; None is everything. `body` is an identifier, the others are codes."""

    kind: str | None = None
    body: str | None = None
    region: str | None = None
    sector: str | None = None
    group: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """A date: what begins or ends, or lasts from `start` to `end`."""

    uid: str
    """Never changes, unique in the portal: `process-7-opens`."""
    sequence: int
    """Grows with each change of the dates, so that calendars take up the new ones."""
    start: datetime
    end: datetime | None
    what: str
    """What happens, in the reader's language: "Opens"."""
    title: Mapping[str, str]
    """What it happens to, by language."""
    url: str
    """The whole address of its page."""
    updated: datetime
    status: str = "confirmed"
    """`confirmed` or `cancelled`."""
    kind: str = ""
    body: str = ""
    region: str | None = None
    sectors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


class ICalendar(Interface):
    """A room that has dates."""

    def get_calendar_kinds(self) -> dict[str, Callable[[], str]]:
        """Return the kinds of things whose dates are given, with their names."""
        return {}

    def get_calendar_entries(self, filters: Filters) -> Iterable[Entry]:
        """Return the dates that fit."""
        return []
