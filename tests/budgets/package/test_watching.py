"""What would count money twice is found by itself, with the row it stands in."""

import dataclasses
from pathlib import Path

import pytest
from ckanext.budgets.package.building import build
from ckanext.budgets.package.model import BudgetModel, Column

from tests.budgets.package import demo

BODY = "administrative-classification:generic:level1:label"
FUNCTION = "functional-classification:cofog:group:code"
MODEL = BudgetModel(
    (Column("year", "date:fiscal-year"), Column("body", BODY), Column("sum", "value")),
    "UZS",
    constants={"direction": "expenditure", "phase:id": "approved"},
)


def found(tmp_path: Path, *rows: tuple[str, str, str], model: BudgetModel = MODEL) -> list:
    names = [column.name for column in model.columns]
    numbered = [(number, dict(zip(names, row, strict=True))) for number, row in enumerate(rows, 2)]
    built = build(model, numbered, tmp_path / "cube.parquet", "r")
    assert (built.shape is None) == bool(built.problems)
    return [(it.row, it.code) for it in (*built.problems, *built.notes)]


@pytest.mark.parametrize("word", ["Total", "Jami", "ЖАМИ", "Итого по разделу", "Subtotal: roads"])
def test_a_row_that_is_called_a_total_is_named(tmp_path: Path, word: str):
    assert (3, "named_total") in found(tmp_path, ("2024", "A", "5"), ("2024", word, "7"))


def test_a_member_that_is_the_sum_of_all_others_is_named(tmp_path: Path):
    rows = [("2024", "A", "5"), ("2024", "B", "7"), ("2024", "Whole city", "12")]
    assert found(tmp_path, *rows) == [(4, "sum_of_others")]


def test_members_that_only_happen_to_agree_once_are_left_alone(tmp_path: Path):
    rows = [("2024", "A", "5"), ("2024", "B", "7"), ("2024", "C", "12"),
            ("2025", "A", "5"), ("2025", "B", "7"), ("2025", "C", "13")]  # fmt: skip
    assert found(tmp_path, *rows) == []


def test_a_function_beside_its_groups_is_their_sum_or_is_refused(tmp_path: Path):
    model = dataclasses.replace(
        MODEL,
        columns=(Column("year", "date:fiscal-year"), Column("f", FUNCTION), Column("sum", "value")),
    )
    parts = [("2024", "07", "12"), ("2024", "7.1", "5"), ("2024", "GF0702", "7")]
    assert (2, "sum_of_parts") in found(tmp_path, *parts, model=model)
    later = [("2025", "07", "13"), ("2025", "07.1", "5"), ("2025", "07.2", "7")]
    assert (2, "parts_differ") in found(tmp_path, *parts, *later, model=model)


def test_the_hidden_total_of_a_real_city_is_found(tmp_path: Path):
    """Employee benefits of Philadelphia stand beside their parts: 1.6 billion twice a year."""
    model = demo.model("philadelphia_obligations.csv")
    as_it_came = dataclasses.replace(model, left_out={"variable": model.left_out["variable"]})
    rows = demo.rows("philadelphia_obligations.csv")
    built = build(as_it_came, rows, tmp_path / "cube.parquet", "r")
    assert built.shape is None
    assert [(it.row, it.column, it.text) for it in built.problems] == [
        (19, "dept_name", "Finance: Employee Benefits")
    ]


def test_codes_that_only_look_alike_are_named(tmp_path: Path):
    rows = [("2024", "AB12", "5"), ("2024", "АВ12", "7")]  # the second one is Cyrillic
    assert found(tmp_path, *rows) == [(3, "look_alike")]


def test_holes_and_negative_amounts_are_to_be_explained(tmp_path: Path):
    assert found(tmp_path, ("2022", "A", "5"), ("2024", "A", "(7)")) == [
        (0, "phase_missing"),
        (3, "negative"),
    ]
