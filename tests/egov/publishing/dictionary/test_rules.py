"""A dictionary that can't be true is refused, naming column and field."""

import time

import pytest
from ckanext.egov.publishing.dictionary import pattern, rules
from ckanext.egov.publishing.dictionary.code_list import CodeList, parse
from ckanext.egov.publishing.dictionary.column import TYPED, Column
from hypothesis import given

from tests.egov.publishing.dictionary import strategies

ID = "0b1c2d3e-0000-4000-8000-0123456789ab"


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ({"type": "int4", "minimum": "10", "maximum": "9"}, "minimum"),
        ({"type": "date", "minimum": "2024-02-30"}, "minimum"),
        ({"type": "timestamp", "minimum": "2024-01-02", "maximum": "2024-01-01T10:00Z"}, "minimum"),
        ({"type": "int4", "maximum": "1.5"}, "maximum"),
        ({"type": "numeric", "maximum": "NaN"}, "maximum"),
        ({"type": "text", "minimum": "1"}, "minimum"),
        ({"type": "bool", "maximum": "1"}, "maximum"),
        ({"type": "text", "pattern": "(a"}, "pattern"),
        ({"type": "text", "pattern": "a" * 501}, "pattern"),
        ({"type": "int4", "pattern": r"\d+"}, "pattern"),
        ({"type": "int4", "enum": ["1", "ikki"]}, "enum"),
        ({"type": "bool", "enum": ["ha"]}, "enum"),
        ({"type": "json", "enum": ["{}"]}, "enum"),
        ({"type": "text", "enum": [str(number) for number in range(1001)]}, "enum"),
        ({"type": "text", "label": {"ru": "x" * 301}}, "label"),
        ({"type": "text", "code_list": "regions"}, "code_list"),
        ({"type": "text", "code_list": "vocabulary:unknown"}, "code_list"),
    ],
)
def test_impossible_claim_is_refused_at_its_field(field: dict, key: str):
    column = Column.from_field({"id": "soni", **field})

    found = rules.problems(column, lambda codes: "There is no «{name}».")

    assert [(problem.column, problem.key) for problem in found] == [("soni", key)]
    assert "{" not in found[0].text()


@pytest.mark.parametrize(
    "field",
    [
        {"type": "int4", "minimum": "0", "maximum": "0"},
        {"type": "timestamptz", "minimum": "2024-01-01", "maximum": "2024-01-01T10:00+05:00"},
        {"type": "text", "pattern": r"^\d{2}-[A-Z]{3}$", "enum": ["01-ABC"]},
        {"type": "numeric", "minimum": "-1 000,5"},
        {"type": "bool", "enum": ["true"]},
        {"type": "text", "code_list": f"resource:{ID}#code"},
    ],
)
def test_possible_claim_is_accepted(field: dict):
    assert rules.problems(Column.from_field({"id": "soni", **field})) == []


@given(strategies.columns())
def test_every_problem_names_its_column_and_a_key_of_the_form(column: Column):
    found = rules.problems(Column.from_field({**column.to_field(), "pattern": ""}))

    assert {problem.column for problem in found} <= {column.id}
    assert {problem.key for problem in found} <= set(TYPED)
    assert all(problem.text() for problem in found)


@pytest.mark.parametrize("hostile", ["(a+)+$", r"(\w+\s?)*!", "(.*)*x", "(ab|ab)*c", "(ў|ў)+1"])
def test_pattern_that_could_run_for_hours_is_refused_in_seconds(hostile: str):
    started = time.monotonic()

    assert "very long" in pattern.complaint(hostile)
    assert time.monotonic() - started < pattern.SECONDS + 2


@pytest.mark.parametrize("usual", [r"17\d{5}", r"[^@\s]+@[^@\s]+\.[a-z]{2,}", r"\+998 ?\d{9}"])
def test_usual_pattern_is_accepted(usual: str):
    assert pattern.complaint(usual) == ""


def test_address_of_a_resource_names_a_code_list():
    address = f"https://data.example.uz/dataset/soato/resource/{ID}#code"

    assert parse(address) == parse(f"resource:{ID}#code") == CodeList(resource=ID, column="code")


@pytest.mark.parametrize("text", ["", "vocabulary:", f"resource:{ID}", "regions", "resource:x#y"])
def test_text_that_names_no_code_list_is_told_apart(text: str):
    assert parse(text) is None
