"""The dates of all rooms, together and in order."""

from __future__ import annotations

import ckan.plugins as p

from .interfaces import Entry, Filters, ICalendar


def entries(filters: Filters) -> list[Entry]:
    """All dates that fit, the earliest first."""
    found = [
        entry
        for room in p.PluginImplementations(ICalendar)
        for entry in room.get_calendar_entries(filters)
        if _fits(entry, filters)
    ]
    return sorted(found, key=lambda entry: (entry.start, entry.uid))


def kinds() -> dict[str, str]:
    """The kinds of things that have dates, with their names in the reader's language."""
    found: dict[str, str] = {}
    for room in p.PluginImplementations(ICalendar):
        found |= {code: title() for code, title in room.get_calendar_kinds().items()}
    return found


def _fits(entry: Entry, filters: Filters) -> bool:
    """What a room that filters nothing itself gives is filtered here."""
    end = entry.end or entry.start
    return (
        filters.kind in (None, entry.kind)
        and filters.body in (None, entry.body)
        and filters.region in (None, entry.region)
        and (filters.sector is None or filters.sector in entry.sectors)
        and (filters.group is None or filters.group in entry.groups)
        and (filters.since is None or end >= filters.since)
        and (filters.until is None or entry.start < filters.until)
    )
