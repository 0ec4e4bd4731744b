"""Pure rules of a dataset's description: places, dates, fiscal period, updates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from ckanext.egov.vocabularies import Place

FISCAL_PERIOD = re.compile(r"(\d{4})(?:-(?:Q[1-4]|H[12]|M(?:0[1-9]|1[0-2]))|/(\d{4}))?")
PHONE = re.compile(r"\+?[\d\s()-]{5,24}")


def day(text: str) -> date | None:
    """A day written as YYYY-MM-DD (a time of day after it is dropped), or None."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def fiscal_period_is_right(text: str) -> bool:
    """True for 2026, 2026-Q1, 2026-H2, 2026-M07 and 2025/2026."""
    found = FISCAL_PERIOD.fullmatch(text)
    if not found:
        return False
    return found[2] is None or int(found[2]) == int(found[1]) + 1


def phone_is_right(text: str) -> bool:
    """True when it can be dialled: 5 to 15 digits, spaces, brackets, dashes, a plus in front."""
    digits = sum(character.isdigit() for character in text)
    return bool(PHONE.fullmatch(text)) and 5 <= digits <= 15


def district_problem(place: Place | None, region: str, on: date) -> str | None:
    """`unknown`, `elsewhere` or `not_valid` when the district cannot stand, else None."""
    if place is None or place.region is None:
        return "unknown"
    if region and place.region != region:
        return "elsewhere"
    return None if place.is_valid_on(on) else "not_valid"


def next_update(days: int | None, today: date) -> date | None:
    """When the next update is due for a frequency of so many days."""
    return today + timedelta(days=days) if days else None


def makes_cycle(parents: Mapping[str, str | None], body: str, parent: str) -> bool:
    """True when `parent` is the body itself or stands below it."""
    seen: set[str] = set()
    above: str | None = parent
    while above and above not in seen:
        if above == body:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
