"""Turns the numbers of a chart into words, a picture and a table for a page."""

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.preview import address, cells
from ckanext.egov.publishing.preview.chart_query import MOST_SERIES
from ckanext.egov.publishing.preview.columns import Column
from ckanext.egov.publishing.preview.question import ChartQuestion, by_id
from ckanext.egov.publishing.preview.svg_chart import Chart, Series, draw_chart
from markupsafe import Markup


def chart_panel(
    resource_id: str, columns: list[Column], question: ChartQuestion
) -> tuple[dict[str, Any], list[str]]:
    """The chart and everything around it, and what went wrong."""
    panel: dict[str, Any] = {
        "columns": columns,
        "question": question,
        "kept": address.filter_pairs(question.filters),
        "csv": address.query([*address.chart_pairs(question), ("format", "csv")]),
        "table": address.query(address.filter_pairs(question.filters)),
        "chart": None,
    }
    if not question.x:
        return panel, []
    try:
        numbers = tk.get_action("resource_chart_show")({}, _asked(resource_id, question))
    except tk.ValidationError as error:
        return panel, list(error.error_summary.values())
    chart = _chart(question, columns, numbers)
    panel |= {
        "chart": chart,
        "picture": Markup(draw_chart(chart)) if chart.values() else "",
        "category_title": column_title(by_id(columns)[question.x]),
        "value_title": value_title(question, by_id(columns)),
        "truncated": numbers["truncated"],
        "series_limited": question.series and len(chart.series) == MOST_SERIES,
    }
    return panel, []


def _asked(resource_id: str, question: ChartQuestion) -> dict[str, Any]:
    filters = [
        {"column": row.column, "is": row.condition, "value": row.value} for row in question.filters
    ]
    asked = {name: getattr(question, name) for name in ("x", "y", "aggregate", "kind", "series")}
    return {"id": resource_id, "filters": filters} | asked


def _chart(question: ChartQuestion, columns: list[Column], numbers: dict[str, Any]) -> Chart:
    known = by_id(columns)
    language = tk.h.lang()
    series_column = known.get(question.series)
    return Chart(
        kind=question.kind,
        title=chart_title(question, known),
        description=tk._("The same numbers are in the table below."),
        categories=[category(known[question.x], value, numbers) for value in numbers["categories"]],
        series=[
            Series(_series_name(series_column, row["name"]), row["values"])
            for row in numbers["series"]
        ],
        number=lambda value: cells.write_number(_rounded(value), language),
    )


def _rounded(value: float) -> float:
    """Means have many digits; a reader compares with four."""
    return value if isinstance(value, int) else float(f"{value:.{max(4, _whole_digits(value))}g}")


def _whole_digits(value: float) -> int:
    return len(str(abs(int(value))))


def _series_name(column: Column | None, value: Any) -> str:
    return write(column, value) if column else ""


def write(column: Column, value: Any) -> str:
    """A value of a column in the reader's language."""
    return writer()(column, value)


def writer() -> Callable[[Column, Any], str]:
    """Writes many values; the reader's language is asked for once."""
    language, yes, no = tk.h.lang(), tk._("yes"), tk._("no")
    return lambda column, value: cells.write_cell(column, value, language, yes, no)


def category(column: Column, value: Any, numbers: dict[str, Any]) -> str:
    """A category as a reader reads it: a bin as a range, a time bucket by its name."""
    if numbers["bin_width"]:
        low, high = value, value + numbers["bin_width"]
        return f"{write(column, low)} – {write(column, high)}"
    if numbers["bucket"]:
        return bucket_name(str(value), numbers["bucket"], tk.h.lang())
    return write(column, value)


def bucket_name(start: str, bucket: str, language: str) -> str:
    """The step in time that begins at `start`, an ISO date."""
    if bucket in ("year", "decade", "century"):
        return start[:4]
    if bucket == "quarter":
        return f"{start[:4]}, {(int(start[5:7]) + 2) // 3}/4"
    if bucket == "month":
        return start[:7] if language == "en" else f"{start[5:7]}.{start[:4]}"
    return cells.write_date(start[:10], language)


def column_title(column: Column) -> str:
    """The name of a column in the reader's language."""
    return tk.h.egov_text(column.label) or column.id


def value_title(question: ChartQuestion, known: dict[str, Column]) -> str:
    """What the numbers of a chart are."""
    if question.aggregate == "count":
        return tk._("Number of rows")
    words = {
        "sum": tk._("Sum of {column}"),
        "mean": tk._("Mean of {column}"),
        "minimum": tk._("Smallest {column}"),
        "maximum": tk._("Largest {column}"),
    }[question.aggregate]
    column = known[question.y]
    unit = f", {column.unit}" if column.unit else ""
    return words.format(column=column_title(column)) + unit


def chart_title(question: ChartQuestion, known: dict[str, Column]) -> str:
    """What a chart shows, in one line."""
    names = {
        "value": value_title(question, known),
        "category": column_title(known[question.x]),
    }
    if not question.series:
        return tk._("{value} by {category}").format(**names)
    series = column_title(known[question.series])
    return tk._("{value} by {category} and {series}").format(series=series, **names)
