"""Rows of real budgets become facts that sum to what anybody gets who adds up the file."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from ckanext.budgets.package.amounts import BadAmount, minor, read
from ckanext.budgets.package.column_types import suggest
from ckanext.budgets.package.facts import facts
from ckanext.budgets.package.model import BadModel, model_of
from ckanext.budgets.package.problems import Problem
from hypothesis import given
from hypothesis import strategies as st

RESOURCE = {
    "budget_currency": "UZS",
    "budget_unit": "1",
    "budget_constants": {"direction": "expenditure"},
}
FUNCTION = "functional-classification:cofog:division:code"
BODY = "administrative-classification:generic:level1:label"


def column(name: str, kind: str | None, **normalize: str) -> dict:
    rule = {key.replace("__", ":").replace("_", "-"): value for key, value in normalize.items()}
    return {"id": name, "info": {"columnType": kind, "normalize": rule}}


ACROSS = [
    column("year", "date:fiscal-year"),
    column("function", FUNCTION),
    column("plan", "value", phase__id="approved"),
    column("spent", "value", phase__id="executed"),
]


def rows(*found: dict[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    return enumerate(found, start=2)


def test_phases_across_become_facts_of_the_same_row():
    model = model_of(RESOURCE, ACROSS)
    row = {"year": "2024", "function": "07", "plan": "1 000,5", "spent": "(3)"}
    found = list(facts(model, rows(row)))
    assert [(it.row, it.phase, it.amount) for it in found] == [
        (2, "approved", 100_050),
        (2, "executed", -300),
    ]
    assert found[0].dimensions == {"functional:1": ("07", "Health")}


def test_rows_of_declared_totals_are_no_facts():
    resource = RESOURCE | {"budget_total_members": {"function": ["Total"]}}
    found = facts(
        model_of(resource, ACROSS),
        rows(
            {"year": "2024", "function": "07", "plan": "1", "spent": ""},
            {"year": "2024", "function": "Total", "plan": "1", "spent": ""},
        ),
    )
    assert [it.row for it in found] == [2]


def test_phases_under_names_of_the_source_are_known_by_declaration():
    resource = RESOURCE | {"budget_phases": {"Actual": "executed"}}
    dictionary = [
        column("year", "date:fiscal-year"),
        column("variable", "phase:label"),
        column("amount", "value"),
    ]
    row = {"year": "2024", "variable": "Actual", "amount": "1"}
    assert [it.phase for it in facts(model_of(resource, dictionary), rows(row))] == ["executed"]
    with pytest.raises(Problem):
        list(facts(model_of(RESOURCE, dictionary), rows(row)))


def test_a_problem_names_row_and_column_and_the_rest_is_read():
    problems: list[Problem] = []
    found = list(
        facts(
            model_of(RESOURCE, ACROSS),
            rows(
                {"year": "2024", "function": "07", "plan": "1,234", "spent": "5"},
                {"year": "next", "function": "07", "plan": "1", "spent": ""},
            ),
            problems.append,
        )
    )
    assert [it.amount for it in found] == [500]
    named = [(it.row, it.column, it.code) for it in problems]
    assert named == [(2, "plan", "ambiguous"), (3, "year", "bad_year")]


def test_the_first_problem_is_raised_when_nobody_collects_them():
    row = {"year": "2024", "function": "07", "plan": "many", "spent": ""}
    with pytest.raises(Problem) as raised:
        list(facts(model_of(RESOURCE, ACROSS), rows(row)))
    assert raised.value.code == "not_an_amount"


@pytest.mark.parametrize("missing", ["budget_currency", "budget_unit"])
def test_currency_and_unit_must_be_declared(missing: str):
    with pytest.raises(BadModel):
        model_of({**RESOURCE, missing: ""}, ACROSS)


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(" \u00a0\u202f")
)
def test_an_amount_is_read_as_it_was_written(amount: Decimal, space: str):
    grouped = f"{abs(amount):,.2f}"
    local = grouped.replace(",", space).replace(".", ",")
    expected = int(amount * 100)
    for text in (grouped, local):
        for signed in (f"-{text}", f"({text})") if amount < 0 else (text,):
            assert minor(read(signed), 1, 2) == expected


@pytest.mark.parametrize("text", ["1,234", "1.234,5.6", "12,34,567", "1e5", "NaN", "-", "٣"])
def test_what_is_no_clear_amount_is_refused(text: str):
    with pytest.raises(BadAmount):
        read(text)


def test_no_part_of_a_minor_unit_is_lost():
    assert minor(Decimal("1.2345"), 1000, 2) == 123_450
    with pytest.raises(BadAmount):
        minor(Decimal("1.234"), 1, 2)


def test_types_are_suggested_from_names_and_values_in_three_languages():
    names = ["Год", "Вазирлик", "Summa", "note", "currency"]
    samples = {"Год": ["2024"], "Summa": ["1 000,5"], "currency": ["soʻm"]}
    assert suggest(names, samples) == {
        "Год": "date:fiscal-year", "Вазирлик": BODY, "Summa": "value", "note": None,
        "currency": None,
    }  # fmt: skip


def test_the_whole_file_on_cofog_free_departments_sums_as_the_file_does(tmp_path: Path):
    """A file shaped like Philadelphia's: classes across, a column of totals, a year a row."""
    path = tmp_path / "spending.csv"
    lines = [f"Department {n},{n}.5,{2 * n}.25,{3 * n}.75,{2004 + n % 20}" for n in range(500)]
    path.write_text("\n".join(["dept_name,class_100,class_200,total,fiscal_year", *lines]))
    economic = "economic-classification:generic:level1:code"
    dictionary = [
        column("dept_name", BODY),
        {"id": "class_100", "info": {"columnType": "value", "normalize": {economic: "100"}}},
        {"id": "class_200", "info": {"columnType": "value", "normalize": {economic: "200"}}},
        {"id": "total", "info": {}},
        column("fiscal_year", "date:fiscal-year"),
    ]
    constants = {"direction": "expenditure", "phase:id": "executed"}
    resource = RESOURCE | {"budget_constants": constants}
    with path.open(newline="") as file:
        found = list(facts(model_of(resource, dictionary), enumerate(csv.DictReader(file), 2)))
    with path.open(newline="") as file:
        total = sum(Decimal(row["total"]) for row in csv.DictReader(file))
    assert len(found) == 1000
    assert sum(it.amount for it in found) == total * 100
