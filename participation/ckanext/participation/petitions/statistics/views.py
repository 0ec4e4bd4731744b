"""The page of the statistics and, at the same address with an ending, the numbers as data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.preview.svg_chart import Chart, Series, draw_chart
from flask import Response
from markupsafe import Markup

from .. import lifecycle, messages, model
from ..reading import keeping, tables
from ..views.blueprint import Reply, petitions

YEAR = timedelta(days=365)
SECONDS = 300
MOST_BARS = 12
LEAST_BARS = 2
"""One bar has nothing to be compared with."""


@petitions.route("/petition/statistics")
def statistics() -> Reply:
    """Time to moderate, time to answer, share answered in term; by body; picture and table."""
    found, wrong = _found()
    if wrong:
        return tk.abort(400, wrong)
    today = model.now().astimezone(lifecycle.zone()).date()
    extra = {"found": found, "year_ago": (today - YEAR).isoformat(), "chart": _chart(found)}
    return keeping.page(tk.render("petitions/statistics/index.html", extra))


@petitions.route("/petition/statistics.json")
def statistics_json() -> Response:
    """The same numbers as data."""
    found, wrong = _found()
    return _refused(wrong) if wrong else keeping.data(found)


@petitions.route("/petition/statistics.csv")
def statistics_csv() -> Response:
    """The same numbers as a table: one body a row, all together in the first."""
    found, wrong = _found()
    if wrong:
        return _refused(wrong)
    rows: list[dict[str, Any]] = [{"body": "", **found["all"]}, *found["bodies"]]
    parts = ("petitions", "moderation", "answers")
    header = ["body", *(f"{part}_{fact}" for part in parts for fact in rows[0][part])]
    values = [[row["body"], *(v for part in parts for v in row[part].values())] for row in rows]
    kind = "text/csv; charset=utf-8"
    return keeping.file(tables.write(header, values), kind, SECONDS, "petition-statistics.csv")


def _found() -> tuple[dict[str, Any], str]:
    asked = {"since": tk.request.args.get("since", "")}
    try:
        return tk.get_action("petition_statistics_show")({}, asked), ""
    except tk.ValidationError as error:
        return {}, messages.of_errors(error).get("since", "")


def _refused(wrong: str) -> Response:
    return Response(wrong + "\n", 400, content_type="text/plain; charset=utf-8")


def _chart(found: dict[str, Any]) -> Markup | None:
    """Days to an answer by body, the slowest first."""
    bodies = [item for item in found["bodies"] if item["answers"]["median_days"] is not None]
    slowest = sorted(bodies, key=lambda item: -item["answers"]["median_days"])[:MOST_BARS]
    if len(slowest) < LEAST_BARS:
        return None
    title = tk._("Days to an answer, by public body")
    chart = Chart(
        kind="bar",
        title=title,
        description=tk._("The same numbers are in the table below the picture."),
        categories=[tk.h.egov_organization_title({"name": item["body"]}) for item in slowest],
        series=[Series(title, [item["answers"]["median_days"] for item in slowest])],
        number=lambda value: tk.h.egov_number(value),
        identifier="petition-days",
    )
    return Markup(draw_chart(chart))
