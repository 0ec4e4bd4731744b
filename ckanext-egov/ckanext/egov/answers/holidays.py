"""Reads the file of days off. Pure but for the file itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from ckanext.egov.answers.working_days import WorkCalendar, YearlyHoliday

ANNOUNCED = "announced"


@dataclass(frozen=True)
class DayOff:
    """A day off of one year; `expected` ones are not counted yet."""

    day: date
    title: Mapping[str, str]
    counts: bool


def read(path: Path) -> WorkCalendar:
    """The calendar that a file describes; read again when the file has changed."""
    return _read(path, path.stat().st_mtime_ns)


def days_off(path: Path) -> list[DayOff]:
    """The single days off of a file, also those that are only expected."""
    return list(_days_off(_load(path)))


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> WorkCalendar:
    given = _load(path)
    return WorkCalendar(
        weekend=frozenset(given.get("weekend", (5, 6))),
        yearly=frozenset(
            YearlyHoliday(row["month"], row["day"]) for row in given.get("yearly") or ()
        ),
        days_off=frozenset(row.day for row in _days_off(given) if row.counts),
        worked=frozenset(given.get("worked") or ()),
        gives_back=bool(given.get("gives_back")),
    )


def _load(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _days_off(given: Mapping[str, Any]) -> Iterable[DayOff]:
    for row in given.get("days_off") or ():
        yield DayOff(row["date"], row["title"], row["status"] == ANNOUNCED)
