"""When a job is due. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo


def due_at(
    every: timedelta, at: time | None, zone: tzinfo, last_start: datetime | None, now: datetime
) -> datetime:
    """Return from when on a job should run: at or before `now` means that it is due.

    A job with a time of day has one chance a day (or a week, as `every` says), at that local time;
    what was missed is caught up at once, once.
    """
    if at is None:
        return now if last_start is None else last_start + every
    latest = _latest(at, zone, now)
    if last_start is None or last_start < latest - (max(every, _DAY) - _DAY):
        return latest
    return _at(at, zone, last_start.astimezone(zone), max(every, _DAY))


_DAY = timedelta(days=1)


def _latest(at: time, zone: tzinfo, now: datetime) -> datetime:
    """The last time that this time of day struck."""
    here = now.astimezone(zone)
    today = datetime.combine(here.date(), at, zone)
    return today if today <= now else datetime.combine(here.date() - _DAY, at, zone)


def _at(at: time, zone: tzinfo, after: datetime, every: timedelta) -> datetime:
    """The first time after `after` at which this time of day strikes, `every` apart."""
    first = datetime.combine(after.date(), at, zone)
    if first > after:
        first = datetime.combine(after.date() - _DAY, at, zone)
    return datetime.combine(first.date() + timedelta(days=every.days), at, zone)
