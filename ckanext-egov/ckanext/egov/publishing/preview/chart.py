"""Asks the DataStore for the numbers of a chart, in bounded time and bounded size."""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.datastore.backend.postgres import get_read_engine
from ckanext.egov.publishing.preview.chart_query import (
    MOST_BARS,
    MOST_POINTS,
    ChartQuery,
    bin_width,
    time_bucket,
    time_steps,
)
from ckanext.egov.publishing.preview.columns import Column
from ckanext.egov.publishing.preview.question import ChartQuestion
from sqlalchemy.exc import DBAPIError


def chart_numbers(
    table: str, question: ChartQuestion, columns: Mapping[str, Column], timeout: int
) -> dict[str, Any]:
    """Categories, and for each series a value per category.

    `timeout` is in milliseconds. Raises ValidationError when the database can't answer in time.
    """
    query = ChartQuery(table, question, columns)
    try:
        with _reader(timeout) as connection:
            return _numbers(connection, query)
    except (DBAPIError, ValueError, OverflowError) as error:
        # The last two: a date that Python has no year for, such as 44 BC or infinity.
        message = tk._("This could not be drawn. Ask for less: add a filter.")
        raise tk.ValidationError({"query": [message]}) from error


@contextmanager
def _reader(timeout: int) -> Any:
    with get_read_engine().connect() as connection:
        connection.execute(sa.text("SELECT set_config('statement_timeout', :ms, true)"),
                           {"ms": str(timeout)})  # fmt: skip
        yield connection


def _numbers(connection: sa.Connection, query: ChartQuery) -> dict[str, Any]:
    bucket = _bucket(connection, query)
    most = MOST_POINTS if query.is_ordered else MOST_BARS
    found = connection.execute(query.groups(bucket)).all()
    value = {row.category: _plain(row.value) for row in found[:most]}
    categories = _without_gaps(list(value), bucket)
    absent = 0 if query.question.aggregate == "count" else None
    series = [{"name": None, "values": [value.get(name, absent) for name in categories]}]
    if query.question.series and categories:
        series = _series(connection, query, bucket, categories)
    return {
        "bucket": bucket if isinstance(bucket, str) else "",
        "bin_width": None if isinstance(bucket, str) else bucket,
        "categories": [_plain(category) for category in categories],
        "series": series,
        "truncated": len(found) > most,
    }


def _without_gaps(categories: list[Any], bucket: str | float) -> list[Any]:
    """Steps in time follow each other also where there are no rows."""
    if not categories or not isinstance(bucket, str) or not bucket:
        return categories
    return time_steps(categories[0], categories[-1], bucket)


def _bucket(connection: sa.Connection, query: ChartQuery) -> str | float:
    """How categories are grouped: not at all "", by a step in time, or by the width of a bin."""
    if query.x.family in ("date", "time"):
        first, last = connection.execute(query.span()).one()
        return time_bucket(_moment(first), _moment(last)) if first is not None else ""
    if query.x.family != "number" or query.x.is_code:
        return ""
    if len(connection.execute(query.variety()).all()) <= MOST_BARS:
        return ""
    low, high = connection.execute(query.span()).one()
    return bin_width(float(low), float(high))


def _series(
    connection: sa.Connection, query: ChartQuery, bucket: str | float, categories: Sequence[Any]
) -> list[dict[str, Any]]:
    names = list(connection.execute(query.top_series()).scalars())
    if not names:
        return []
    found = connection.execute(query.series_groups(bucket, categories, names)).all()
    value = {(row.series, row.category): _plain(row.value) for row in found}
    return [
        {
            "name": _plain(name),
            "values": [value.get((name, category)) for category in categories],
        }
        for name in names
    ]


def _moment(value: date | datetime) -> datetime:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return datetime.combine(value, time())


def _plain(value: Any) -> Any:
    """The value as JSON can carry it."""
    if isinstance(value, (Decimal, float)) and not isfinite(value):
        return None
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and abs(value) < 2**53
        return int(value) if whole else float(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (date, datetime)) else value
