"""The demo's budgets say what anybody gets who adds up their files with a few lines of Python."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from ckanext.budgets.cube import rules
from ckanext.budgets.cube.question import Question, read_cuts, read_drilldowns
from ckanext.budgets.cube.reading import Cube
from ckanext.budgets.package.building import build, levels
from ckanext.budgets.package.model import model_of
from ckanext.budgets.package.problems import Problem
from ckanext.budgets.package.sectors import read
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.budgets.package import demo

SPENDING = ("philadelphia_actual.csv", "philadelphia_adopted.csv", "philadelphia_proposed.csv")
QUARTERLY = "philadelphia_obligations.csv"
BRITISH = "uk_regional_spending.csv"


@pytest.fixture(scope="module")
def cubes(tmp_path_factory) -> dict[str, Cube]:
    folder = tmp_path_factory.mktemp("cubes")
    found = {}
    for file in (*SPENDING, QUARTERLY, BRITISH):
        built = build(demo.model(file), demo.rows(file), folder / f"{file}.parquet", file)
        assert built.problems == []
        found[file] = Cube([folder / f"{file}.parquet"])
    return found


def cells(cube: Cube, drilldown: str, cut: str = "") -> dict:
    """Sums by key, of a question that is not refused."""
    axes = read_drilldowns(drilldown, cube.shape)
    question = Question(axes, read_cuts(cut, cube.shape), page_size=10_000)
    assert rules.refusal(question, cube.shape) is None
    found = cube.aggregate(question).cells
    return {tuple(cell[axis] for axis in axes): cell["amount"] for cell in found}


@pytest.mark.parametrize("file", SPENDING)
def test_departments_and_years_sum_to_the_declared_totals(cubes, file):
    declared: dict = defaultdict(Decimal)
    for _, row in demo.rows(file):
        declared[row["dept_code"], int(row["fiscal_year"])] += Decimal(row["total"]) * 100
    assert cells(cubes[file], "administrative:1|fiscal_year") == declared


@pytest.mark.parametrize("file", SPENDING)
def test_each_class_sums_to_its_column(cubes, file):
    declared: dict = defaultdict(Decimal)
    for _, row in demo.rows(file):
        for name in row:
            if name.startswith("class_"):
                code = name.removeprefix("class_").replace("_", "-")
                declared[(code,)] += Decimal(row[name]) * 100
    assert cells(cubes[file], "economic_generic:1") == declared


def test_full_years_of_the_quarterly_reports_are_those_of_the_budget_documents(cubes):
    quarterly = cells(cubes[QUARTERLY], "fiscal_year", "phase:executed|period:2011;2014;2017;2021")
    yearly = cells(cubes["philadelphia_actual.csv"], "fiscal_year")
    assert len(quarterly) == 4
    assert all(yearly[year] == amount for year, amount in quarterly.items())


def test_year_to_date_is_kept_by_quarter_and_never_added(cubes):
    cube = cubes[QUARTERLY]
    declared = sum(
        Decimal(row["total"]) * 100
        for _, row in demo.rows(QUARTERLY)
        if (row["variable"], row["time_period"]) == ("Actual", "YTD")
        and row["as_of_date"] == "2022-12-31"
        and not row["dept_code"].startswith("35-EB-")
    )
    assert cells(cube, "period", "phase:executed|period:2023-Q2") == {("2023-Q2",): declared}
    cut = read_cuts("phase:executed|period:2023-Q1;2023-Q2", cube.shape)
    refused = rules.refusal(Question(cuts=cut), cube.shape)
    assert refused
    assert (refused.code, refused.choices) == ("mixes_cumulative", ("2023-Q1", "2023-Q2"))


def test_rows_that_are_no_facts_are_counted(cubes):
    left_out = [
        row for _, row in demo.rows(QUARTERLY)
        if row["variable"] in ("Target Budget", "Current Projection")
        or row["dept_code"].startswith("35-EB-")
    ]  # fmt: skip
    assert cubes[QUARTERLY].shape.excluded == {"left_out": len(left_out)}
    facts = sum(item.rows for item in cubes[QUARTERLY].shape.slices)
    assert facts + len(left_out) == len(list(demo.rows(QUARTERLY)))


def test_functions_sum_to_their_divisions_and_regions_to_the_whole(cubes):
    cube = cubes[BRITISH]
    declared: dict = defaultdict(Decimal)
    for _, row in demo.rows(BRITISH):
        declared[(row["cofog_division"],)] += Decimal(row["amount"]) * 100
    assert cells(cube, "functional:1") == declared
    groups: dict = defaultdict(int)
    for (division, _group), amount in cells(cube, "functional:1|functional:2").items():
        groups[(division,)] += amount
    assert groups == declared
    assert sum(cells(cube, "geo:1").values()) == sum(declared.values())
    assert cube.shape.taxonomies == {"functional": "cofog"}


AXES = ("administrative:1", "economic_generic:1", "fiscal_year")


@given(axes=st.sets(st.sampled_from(AXES)), year=st.integers(2004, 2021))
@settings(max_examples=20)
def test_any_drilldown_of_any_year_sums_to_the_total(cubes, axes, year):
    declared = sum(
        Decimal(row["total"]) * 100
        for _, row in demo.rows(SPENDING[0])
        if row["fiscal_year"] == str(year)
    )
    found = cells(cubes[SPENDING[0]], "|".join(sorted(axes)), f"fiscal_year:{year}")
    assert sum(found.values()) == declared


def test_one_bad_row_leaves_the_last_cube_as_it_was(tmp_path: Path):
    model = model_of(
        {"budget_currency": "UZS", "budget_unit": "1",
         "budget_constants": {"direction": "expenditure", "phase:id": "approved"}},
        [{"id": "year", "info": {"columnType": "date:fiscal-year"}},
         {"id": "sum", "info": {"columnType": "value"}}],
    )  # fmt: skip
    target = tmp_path / "cube.parquet"
    good = {"year": "2024", "sum": "5"}
    assert build(model, [(2, good)], target, "r").shape
    built = build(model, [(2, good), (3, good | {"sum": "5,0,0"})], target, "r")
    assert built.shape is None
    assert [(it.row, it.column, it.code) for it in built.problems] == [(3, "sum", "not_an_amount")]
    assert cells(Cube([target]), "") == {(): 500}


def test_departments_are_counted_for_sectors_by_the_published_mapping(tmp_path: Path):
    sectors = ("health", "education", "employment", "social_protection", "environment", "justice")
    model = demo.model(SPENDING[0])
    mapping = list(demo.rows("philadelphia_sectors.csv"))
    mapped = read(mapping, levels(model), sectors)
    target = tmp_path / "cube.parquet"
    assert build(model, demo.rows(SPENDING[0]), target, "r", mapped).problems == []
    declared: dict = defaultdict(Decimal)
    of = {row["code"]: row["sector"] for _, row in mapping}
    for _, row in demo.rows(SPENDING[0]):
        declared[(of.get(row["dept_code"]),)] += Decimal(row["total"]) * 100
    assert cells(Cube([target]), "sector:1") == declared


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"code": "1", "sector": "moon"}], "unknown_sector"),
        ([{"code": "1", "sector": "a"}, {"code": "1", "sector": "b"}], "mapped_twice"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_its_row(rows, code):
    with pytest.raises(Problem) as raised:
        read(enumerate(rows, 2), ["administrative:1"], ["a", "b"])
    assert (raised.value.row, raised.value.code) == (len(rows) + 1, code)
