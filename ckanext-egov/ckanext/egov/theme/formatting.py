"""Dates, numbers and sizes as people write them in each language of the portal. No CKAN here."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

# Official Uzbek writes the year first; the CLDR pattern for Uzbek ("14-mart, 2026") is not used.
# Russian without "г.": a sentence that ends with a date would end in two dots.
_DATE_PATTERNS = {
    "uz": "y-'yil' d-MMMM",
    "uz_Cyrl": "y 'йил' d MMMM",
    "ru": "d MMMM y",
    "en": "d MMMM y",
}

_SIZE_UNITS = {
    "uz": ("bayt", "KB", "MB", "GB"),
    "uz_Cyrl": ("байт", "КБ", "МБ", "ГБ"),
    "kaa": ("bayt", "KB", "MB", "GB"),
    "ru": ("байт", "КБ", "МБ", "ГБ"),
    "en": ("bytes", "KB", "MB", "GB"),
}

# CLDR has Karakalpak month names in Cyrillic only; these are of the Latin alphabet of 2016.
_KAA_MONTHS = {
    1: "yanvar", 2: "fevral", 3: "mart", 4: "aprel", 5: "may", 6: "iyun",
    7: "iyul", 8: "avgust", 9: "sentyabr", 10: "oktyabr", 11: "noyabr", 12: "dekabr",
}  # fmt: skip

# CLDR has no number symbols for Karakalpak; it is written as Uzbek is.
_NUMBERS_LIKE = {"kaa": "uz"}


def parse(value: date | datetime | str | None) -> date | datetime | None:
    """Read a date or a moment from what CKAN stores; None when it is neither."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except (ValueError, TypeError):
        return None


def local(moment: datetime, zone: tzinfo) -> datetime:
    """Bring a moment to a time zone; CKAN stores moments in UTC without saying so."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(zone)


def long_date(day: date, language: str) -> str:
    """Write a day in full, for example "2026-yil 14-mart" or "14 March 2026"."""
    if language == "kaa":
        return f"{day.year}-jıl {day.day}-{_KAA_MONTHS[day.month]}"
    pattern = _DATE_PATTERNS.get(language, "d MMMM y")
    return format_date(day, pattern, locale=language)


def long_moment(moment: datetime, language: str) -> str:
    """Write a day and the time of day, hours from 0 to 23."""
    clock = format_time(moment, "HH:mm", locale="en")
    return f"{long_date(moment.date(), language)}, {clock}"


def number(value: float, language: str, digits: int | None = None) -> str:
    """Write a number with the grouping and the decimal mark of the language."""
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=_NUMBERS_LIKE.get(language, language))


def size(octets: int, language: str) -> str:
    """Write the size of a file with one decimal from a kilobyte up."""
    units = _SIZE_UNITS.get(language, _SIZE_UNITS["en"])
    amount, step = float(octets), 0
    while amount >= 1000 and step < len(units) - 1:
        amount, step = amount / 1000, step + 1
    return f"{number(amount, language, 1 if step else 0)}\u00a0{units[step]}"
