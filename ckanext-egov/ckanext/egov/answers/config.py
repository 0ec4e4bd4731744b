"""The options of answers, each read in one place."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.egov.answers."
DATA = Path(__file__).parent / "data"


def holidays_file() -> Path:
    """The file with the days on which offices do not work."""
    named = tk.config[PREFIX + "holidays"]
    return Path(named) if named else DATA / "holidays_uz.yaml"


def timezone() -> ZoneInfo:
    """Where a day of a deadline begins and ends."""
    return ZoneInfo(tk.config[PREFIX + "timezone"])


def remind_before() -> tuple[int, ...]:
    """Working days before a deadline on which the body is reminded."""
    return _days("remind_before")


def remind_after() -> tuple[int, ...]:
    """Working days after a missed deadline on which the body is reminded."""
    return _days("remind_after")


def page_size() -> int:
    """How many rows a page of obligations has."""
    return tk.config[PREFIX + "page_size"]


def longest_text() -> int:
    """How many characters an answer may have in one language."""
    return tk.config[PREFIX + "longest_text"]


def _days(name: str) -> tuple[int, ...]:
    return tuple(int(word) for word in tk.config[PREFIX + name])
