"""Dates as iCalendar (RFC 5545), for the calendar of a phone or an office. No CKAN here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

from .interfaces import Entry

REFRESH = timedelta(hours=1)


def write(
    entries: Iterable[tuple[Entry, str]], *, name: str, host: str, zone: ZoneInfo, now: datetime
) -> bytes:
    """A calendar of entries, each with its title in the reader's language."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{host}//ckanext-egov//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    events = [_event(entry, title, host, zone, now) for entry, title in entries]
    if events:
        calendar.add_component(_zone(zone, events))
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _event(entry: Entry, title: str, host: str, zone: ZoneInfo, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{host}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", entry.updated.astimezone(UTC))
    event.add("dtstart", _local(entry.start, zone))
    if entry.end:
        event.add("dtend", _local(entry.end, zone))
    event.add("summary", f"{entry.what}: {title}")
    event.add("status", entry.status.upper())
    event.add("transp", "TRANSPARENT")
    event.add("url", entry.url)
    if entry.kind:
        event["categories"] = vText(entry.kind)
    return event


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(microsecond=0)


def _zone(zone: ZoneInfo, events: list[Event]) -> Timezone:
    days = [event.decoded("dtstart").date() for event in events]
    year = timedelta(days=366)
    return Timezone.from_tzid(zone.key, first_date=min(days) - year, last_date=max(days) + year)
