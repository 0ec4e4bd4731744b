"""Template helpers of the evidence pages."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from . import catalogue

__all__ = [
    "egov_indicator_cells",
    "egov_indicator_number",
    "egov_indicator_status",
    "egov_indicator_why",
]


def egov_indicator_status(status: str) -> dict[str, str]:
    """The word for a status, with the drawing and the colour that go with it."""
    return {
        "met": {"word": tk._("Met"), "icon": "check", "tone": "good"},
        "partly": {"word": tk._("In part"), "icon": "edit", "tone": "warn"},
        "stale": {"word": tk._("Out of date"), "icon": "calendar", "tone": "warn"},
        "not_yet": {"word": tk._("Not yet available"), "icon": "close", "tone": "bad"},
    }[status]


def egov_indicator_why(why: str) -> str:
    """What keeps an indicator from being met, in a sentence."""
    return {
        "no_room": tk._("This portal does not offer it yet, so there is nothing to count."),
        "failed": tk._("The value could not be computed. The fault was noted."),
        "nothing": tk._("It could be counted, but there is nothing of it yet."),
        "old": tk._("The newest is older than 12 months."),
        "gaps": tk._("Not every one of the six has something."),
        "unreachable": tk._(
            "The page that proves it could not be opened in each of the three languages."
        ),
        "unchecked": tk._("The page that proves it was not checked yet."),
    }[why]


def egov_indicator_number(number: float, unit: str = "") -> str:
    """A number with its unit."""
    if unit == "%":
        return f"{tk.h.egov_number(number, 1)} %"
    if unit == "days":
        words = tk.ungettext("{number} day", "{number} days", round(number))
        return words.format(number=tk.h.egov_number(number))
    return tk.h.egov_number(number)


def egov_indicator_cells(indicator: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells of a matrix in the order of the resolution, titled in the reader's language."""
    titles = catalogue.terms(indicator["needs"])
    matrix = (indicator["value"] or {}).get("matrix") or {}
    return [
        {"code": code, "title": tk.h.egov_text(title), "number": 0, "newest": None, "url": ""}
        | matrix.get(code, {})
        for code, title in titles.items()
    ]
