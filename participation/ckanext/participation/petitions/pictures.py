"""A petition's numbers as pictures that need no JavaScript; each page has them as a table too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.places.region_map import RegionMap, region_map
from ckanext.egov.publishing.preview.svg_chart import Chart, Series, draw_chart
from markupsafe import Markup

PER_HEAD = "per-head"
"""The map by how many of a million people have signed."""
LEAST_POINTS = 2
"""Fewer make no line."""
MOST_POINTS = 72
"""Hours that are drawn one by one; a longer time is drawn by day."""


def growth(petition: dict[str, Any]) -> tuple[list[tuple[str, int]], Markup] | None:
    """Signatures by hour or, over a longer time, by day: the rows and their drawing."""
    hours = [(datetime.fromisoformat(row["hour"]), row["count"]) for row in petition["by_hour"]]
    if len(hours) < LEAST_POINTS:
        return None
    is_short = hours[-1][0] - hours[0][0] < timedelta(hours=MOST_POINTS)
    rows = _by_hour(hours) if is_short else _by_day(hours)
    title = tk._("Signatures by hour") if is_short else tk._("Signatures by day")
    chart = Chart(
        kind="line",
        title=title,
        description=tk._("The same numbers are in the table below the picture."),
        categories=[label for label, _count in rows],
        series=[Series(tk._("Signatures"), [count for _label, count in rows])],
        number=lambda value: tk.h.egov_number(value),
        identifier="petition-growth",
    )
    return rows, Markup(draw_chart(chart))


def _by_hour(hours: list[tuple[datetime, int]]) -> list[tuple[str, int]]:
    """Each hour from the first to the last; in the reader's time."""
    zone, counts = tk.h.get_display_timezone(), dict(hours)
    steps = int((hours[-1][0] - hours[0][0]) / timedelta(hours=1))
    moments = [hours[0][0] + timedelta(hours=step) for step in range(steps + 1)]
    return [
        (moment.astimezone(zone).strftime("%d.%m %H:00"), counts.get(moment, 0))
        for moment in moments
    ]


def _by_day(hours: list[tuple[datetime, int]]) -> list[tuple[str, int]]:
    zone = tk.h.get_display_timezone()
    counts: dict[Any, int] = {}
    for moment, count in hours:
        day = moment.astimezone(zone).date()
        counts[day] = counts.get(day, 0) + count
    first, last = min(counts), max(counts)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    return [(day.strftime("%d.%m.%Y"), counts.get(day, 0)) for day in days]


def regions(
    petition: dict[str, Any], by: str = "signatures"
) -> tuple[list[dict[str, Any]], RegionMap]:
    """Signatures by region, the most first, and their map: by number or per head."""
    counts, per_head = petition["by_region"], petition["per_head"]["by_region"]
    terms = [
        term
        | _number(petition, counts.get(term["code"], 0))
        | {"per_head": per_head.get(term["code"])}
        for term in tk.h.egov_terms("regions")
    ]
    drawn = "per_head" if by == PER_HEAD else "count"
    rows = sorted(terms, key=lambda term: -(term[drawn] or 0))
    unnamed = counts.get("", 0)
    if unnamed != 0:
        rows.append(
            {"code": "", "label": tk._("Not given"), "per_head": None, **_number(petition, unnamed)}
        )
    return rows, region_map([term | {"count": term[drawn] or 0} for term in terms])


def left_out(petition: dict[str, Any]) -> str:
    """What stands where a number is left out."""
    return tk._("fewer than {number}, or left out").format(number=petition["min_cell"])


def _number(petition: dict[str, Any], count: int | None) -> dict[str, Any]:
    """A number for drawing, and in words."""
    if count is None:
        return {"count": 0, "words": left_out(petition), "left_out": True}
    return {"count": count, "words": tk.h.egov_number(count), "left_out": False}
