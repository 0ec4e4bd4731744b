"""The SQL of a chart: names are quoted, values are bound."""

from datetime import datetime, timedelta

import pytest
from ckanext.egov.publishing.preview.chart_query import (
    MOST_POINTS,
    ChartQuery,
    bin_width,
    time_bucket,
    time_steps,
)
from ckanext.egov.publishing.preview.columns import Column
from ckanext.egov.publishing.preview.question import ChartQuestion, Filter
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql

EVIL = 'x" ; DROP TABLE "t" -- :p %s'


def sql(statement):
    return str(statement.compile(dialect=postgresql.dialect()))


def query(question, *columns):
    known = (Column("city", "text"), Column("amount", "numeric"), Column("day", "date"), *columns)
    return ChartQuery("table-id", question, {column.id: column for column in known})


def test_rows_are_counted_by_category_the_largest_first():
    text = sql(query(ChartQuestion("city")).groups(""))
    assert 'FROM "table-id"' in text
    assert "count(*)" in text
    assert "DESC" in text


def test_dates_keep_their_own_order():
    text = sql(query(ChartQuestion("day")).groups("month"))
    assert "date_trunc" in text
    assert "DESC" not in text


def test_a_name_from_the_table_is_quoted_whatever_is_in_it():
    text = sql(query(ChartQuestion(EVIL, EVIL, "sum"), Column(EVIL, "text")).groups(""))
    quoted = '"' + EVIL.replace('"', '""') + '"'
    assert quoted.replace("%", "%%") in text
    assert 'DROP TABLE "t"' not in text.replace(quoted.replace("%", "%%"), "")


def test_values_of_filters_are_bound():
    filters = (
        Filter("city", "eq", EVIL),
        Filter("amount", "gt", "5"),
        Filter("city", "words", "%"),
    )
    statement = query(ChartQuestion("city", filters=filters)).groups("")
    assert "DROP" not in sql(statement)
    assert EVIL in statement.compile(dialect=postgresql.dialect()).params.values()


@pytest.mark.parametrize(
    ("first", "last", "bucket"),
    [
        ("2026-01-01", "2026-02-01", "day"),
        ("2024-01-01", "2026-01-01", "week"),
        ("2018-01-01", "2026-01-01", "month"),
        ("2000-01-01", "2026-01-01", "quarter"),
        ("1950-01-01", "2026-01-01", "year"),
        ("1500-01-01", "2026-01-01", "decade"),
        ("0100-01-01", "2026-01-01", "century"),
    ],
)
def test_the_step_in_time_leaves_few_enough_points(first, last, bucket):
    assert time_bucket(datetime.fromisoformat(first), datetime.fromisoformat(last)) == bucket


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
def test_bins_are_round_and_few(low, span):
    width = bin_width(low, low + span)
    assert float(f"{width:.1g}") == pytest.approx(width)
    assert span / width <= 21


def test_bins_of_a_single_value_have_a_width():
    assert bin_width(5, 5) == 1


@pytest.mark.parametrize(
    ("first", "last", "bucket", "count"),
    [
        ("2026-02-27", "2026-03-02", "day", 4),
        ("2026-01-05", "2026-01-19", "week", 3),
        ("2025-11-01", "2026-02-01", "month", 4),
        ("2025-10-01", "2026-04-01", "quarter", 3),
        ("2020-01-01", "2026-01-01", "year", 7),
        ("1990-01-01", "2020-01-01", "decade", 4),
        ("1801-01-01", "2001-01-01", "century", 3),
    ],
)
def test_time_has_no_holes_between_its_first_and_last_step(first, last, bucket, count):
    steps = time_steps(datetime.fromisoformat(first), datetime.fromisoformat(last), bucket)
    assert len(steps) == count
    assert steps[-1] == datetime.fromisoformat(last)


@settings(max_examples=40)
@given(st.datetimes(datetime(1, 1, 1), datetime(9000, 1, 1)), st.timedeltas(min_value=timedelta(0)))
def test_any_span_of_time_has_few_enough_steps(first, span):
    last = min(first + min(span, timedelta(days=200_000)), datetime(9500, 1, 1))
    bucket = time_bucket(first, last)
    start = first.replace(day=1, month=1, hour=0, minute=0, second=0, microsecond=0)
    assert len(time_steps(start, last, bucket)) <= MOST_POINTS * 2
