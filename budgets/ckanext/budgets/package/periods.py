"""Periods of a fiscal year under one name each: `2022`, `2022-H1`, `2022-Q4`, `2022-04`. Pure.

Sources write a period as a date on which it ends, or in words. A fiscal year is called by the year
in which it ends; `starts` is the month in which it begins.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

LENGTHS = ("year", "half", "quarter", "month")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ].*)?\Z")
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>\d{4})\Z")
_YEAR = re.compile(r"(\d{4})(?:\.0)?\Z")
_PART = re.compile(
    r"(?:(?P<year>\d{4})[ -]*)?(?P<kind>q|h|m)[ -]*(?P<number>\d\d?)(?:[ -]+(?P<after>\d{4}))?\Z"
)
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<number>\d\d)\Z")
_WORDS = re.compile(
    r"(?:(?P<year>\d{4})[ -]*(?:yil\w*|йил\w*|год\w*)?[ -]*)?"
    r"(?P<number>[1-4]|iv|i{1,3})[ -]*(?:st|nd|rd|th|й|ый|ой|ий)?[ -]*"
    r"(?:chorak|чорак|квартал|quarter|кв\.?)(?:[ -]+(?P<after>\d{4}))?\Z"
)


class BadPeriod(ValueError):
    """Why a text is no period of its year: `not_a_period` or `outside_year`."""


def name(text: str, year: int, length: str = "", starts: int = 1) -> str:
    """The name of the period a text tells. A date is the last day of a period of `length`;
    without a length, of the longest one that ends there."""
    compact = " ".join(text.casefold().split())
    if not compact:
        return str(year)
    day = _day(compact)
    if day:
        return _ending(day, year, length, starts)
    if found := _YEAR.match(compact):
        return _of_year(int(found[1]), year, str(year))
    if found := _MONTH.match(compact):
        return _part(found, year, "m")
    if found := _PART.match(compact):
        return _part(found, year, found["kind"])
    if found := _WORDS.match(compact):
        return _part(found, year, "q")
    raise BadPeriod("not_a_period")


def parts_of(length: str) -> int:
    """How many periods of a length a year has."""
    return {"year": 1, "half": 2, "quarter": 4, "month": 12}[length]


def _day(text: str) -> date | None:
    found = _DAY.match(text) or _DAY_FIRST.match(text)
    if not found:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise BadPeriod("not_a_period") from None


def _ending(day: date, year: int, length: str, starts: int) -> str:
    """The period of a fiscal year that ends on a day, or in which the day is."""
    passed = (day.month - starts) % 12 + 1
    fiscal = day.year + (1 if starts > 1 and day.month >= starts else 0)
    _of_year(fiscal, year, "")
    if not length:
        length = _longest(day, passed)
    if length == "year":
        return str(year)
    return _named(year, length, -(-passed * parts_of(length) // 12))


def _longest(day: date, passed: int) -> str:
    is_last = (day + timedelta(days=1)).day == 1
    if is_last and passed == 12:
        return "year"
    return "quarter" if is_last and passed % 3 == 0 else "month"


def _part(found: re.Match[str], year: int, kind: str) -> str:
    groups = found.groupdict()
    number = _ROMAN.get(groups["number"]) or int(groups["number"])
    length = {"q": "quarter", "h": "half", "m": "month"}[kind]
    if not 1 <= number <= parts_of(length):
        raise BadPeriod("not_a_period")
    told = groups.get("year") or groups.get("after")
    return _of_year(int(told or year), year, _named(year, length, number))


def _named(year: int, length: str, number: int) -> str:
    return f"{year}-{number:02d}" if length == "month" else f"{year}-{length[0].upper()}{number}"


def _of_year(told: int, year: int, found: str) -> str:
    if told != year:
        raise BadPeriod("outside_year")
    return found
