"""Each rule finds the cells that break it, and no others."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from ckanext.egov.publishing.dictionary.column import Column
from ckanext.egov.publishing.validation import check, claims
from ckanext.egov.publishing.validation.report import Failure, Report
from hypothesis import given
from hypothesis import strategies as st


def _check(field: dict, *cells: object, codes: dict | None = None, most: int = 1000) -> Report:
    report = Report(most)
    (column,) = claims.ruled([Column.from_field({"id": "soni", **field})])
    rows = [(number, cell) for number, cell in enumerate(cells, 1)]
    check.check_rows(check.checks([column], codes or {}), rows, report)
    return report


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ({"type": "text", "required": True}, ["a", "0"], ["", None]),
        ({"type": "int4", "required": True}, [0, 1], [None]),
        ({"type": "int4", "minimum": "0"}, [0, 1, None], [-1]),
        ({"type": "numeric", "maximum": "0,5"}, [Decimal("0.5"), None], [Decimal("0.51")]),
        ({"type": "date", "minimum": "2024-01-01"}, [date(2024, 1, 1)], [date(2023, 12, 31)]),
        (
            {"type": "timestamptz", "maximum": "2024-01-01"},
            [datetime(2023, 12, 31, 23, tzinfo=UTC), None],
            [datetime(2024, 1, 1, 1, tzinfo=UTC)],
        ),
        (
            {"type": "text", "pattern": r"\d{4}|x"},
            ["1726", "x", "", None],
            ["17266", "1726 ", "xy"],
        ),
        ({"type": "text", "enum": ["erkak", "ayol"]}, ["ayol", None], ["Ayol"]),
        ({"type": "int4", "enum": ["1", "2"]}, [1, None], [3]),
        ({"type": "bool", "enum": ["true"]}, [True, None], [False]),
    ],
)
def test_rule_tells_good_cells_from_bad(field: dict, good: list, bad: list):
    rule = next(key for key in claims.PER_CELL if field.get(key))

    report = _check(field, *good, *bad)

    assert [(item.row, item.rule) for item in report.failures] == [
        (len(good) + number, rule) for number in range(1, len(bad) + 1)
    ]


def test_code_that_is_not_in_its_list_is_found():
    field = {"type": "int4", "code_list": "vocabulary:regions"}

    report = _check(field, 1726, None, 1, codes={"vocabulary:regions": {"1726"}})

    assert report.failures == [Failure(3, "soni", "code_list", "1", "vocabulary:regions")]


def test_list_of_failures_is_bounded_and_the_count_is_not():
    report = _check({"type": "int4", "minimum": "0"}, *[-1] * 50, most=10)

    assert (len(report.failures), report.total, report.rows) == (10, 50, 50)
    assert report.counts() == [{"column": "soni", "rule": "minimum", "count": 50}]


def test_values_of_people_are_not_repeated_in_a_report():
    report = _check({"type": "text", "pattern": "x", "personal_data": True}, "Aziz")

    assert report.failures == [Failure(1, "soni", "pattern", "", "x")]


def test_long_value_is_shortened_in_a_report():
    report = _check({"type": "text", "pattern": "x"}, "a" * 1000)

    assert len(report.failures[0].value) == 201


def test_rule_that_new_data_made_senseless_is_left_out():
    columns = [
        Column.from_field({"id": "a", "type": "text", "minimum": "5", "required": True}),
        Column.from_field({"id": "b", "type": "text", "maximum": "5"}),
    ]

    assert [(column.id, column.minimum) for column in claims.ruled(columns)] == [("a", "")]


@given(st.lists(st.integers(-5, 5) | st.none()), st.integers(-5, 5), st.integers(0, 5))
def test_as_many_failures_as_cells_outside_the_range(cells: list, low: int, width: int):
    field = {"type": "int4", "minimum": str(low), "maximum": str(low + width)}

    report = _check(field, *cells)

    wrong = [cell for cell in cells if cell is not None and not low <= cell <= low + width]
    assert (report.total, report.rows) == (len(wrong), len(cells))
