"""What a cube says is what anybody gets who adds up the facts."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from ckanext.budgets.cube import rules, sql, writing
from ckanext.budgets.cube.question import (
    BadQuestion,
    Question,
    escaped,
    read_cuts,
    read_drilldowns,
)
from ckanext.budgets.cube.reading import Cube
from hypothesis import given, settings
from hypothesis import strategies as st

LEVELS = ("administrative:1", "functional:1", "functional:2")
NAMES = ("01", "02", "07", 'it\'s "x"; --', "Соғлиқ", "oʻrta, maktab", "a/b", "~~")


@dataclass(frozen=True)
class Fact:
    row: int
    fiscal_year: int
    period: str
    phase: str
    direction: str
    amount: int
    currency: str = "UZS"
    dimensions: dict[str, tuple[str, str]] = field(default_factory=dict)


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    """Facts of all phases, some without a function, some negative, some enormous."""
    found = []
    for row in range(1, draw(st.integers(1, 25)) + 1):
        dimensions = {"administrative:1": (draw(st.sampled_from(NAMES)), "Body")}
        depth = draw(st.integers(0, 2))
        for level in range(1, depth + 1):
            code = draw(st.sampled_from(NAMES))
            dimensions[f"functional:{level}"] = (code, f"Name of {code}")
        year = draw(st.integers(2020, 2022))
        phase = draw(st.sampled_from(("approved", "executed")))
        direction = draw(st.sampled_from(("revenue", "expenditure")))
        amount = draw(st.integers(-(10**17), 10**17))
        found.append(Fact(row, year, str(year), phase, direction, amount, "UZS", dimensions))
    return found


@pytest.fixture(scope="module")
def folder():
    with TemporaryDirectory() as name:
        yield Path(name)


def cube(found: list[Fact], folder: Path) -> Cube:
    writing.write(found, folder / "cube.parquet", "resource-1", levels=LEVELS)
    return Cube([folder / "cube.parquet"])


def ask(it: Cube, drilldown: str = "", cut: str = "") -> Question:
    drilldowns = read_drilldowns(drilldown, it.shape)
    return Question(drilldowns, read_cuts(cut, it.shape), page_size=10_000)


@given(found=facts(), axes=st.sets(st.sampled_from((*LEVELS, "fiscal_year", "phase"))))
@settings(max_examples=15, deadline=None)
def test_any_drilldown_sums_to_the_total(found: list[Fact], axes: set[str], folder: Path):
    it = cube(found, folder)
    answer = it.aggregate(ask(it, "|".join(sorted(axes))))
    total = sum(fact.amount for fact in found)
    assert sum(cell["amount"] for cell in answer.cells) == answer.total == total
    assert sum(cell["rows"] for cell in answer.cells) == answer.facts == len(found)
    assert len(answer.cells) == answer.count


@given(found=facts(), axis=st.sampled_from(("phase", "direction", "fiscal_year")))
@settings(max_examples=15, deadline=None)
def test_cuts_by_every_value_of_an_axis_partition_the_facts(
    found: list[Fact], axis: str, folder: Path
):
    it = cube(found, folder)
    parts = [it.aggregate(ask(it, cut=f"{axis}:{value}")) for value in it.shape.values(axis)]
    assert sum(part.total for part in parts) == sum(fact.amount for fact in found)
    assert sum(part.facts for part in parts) == len(found)


@given(found=facts())
@settings(max_examples=15, deadline=None)
def test_cells_equal_an_independent_recomputation(found: list[Fact], folder: Path):
    it = cube(found, folder)
    expected: dict[tuple, int] = defaultdict(int)
    for fact in found:
        if fact.phase == "executed":
            code = fact.dimensions.get("functional:1", (None,))[0]
            expected[(code, fact.fiscal_year)] += fact.amount
    answer = it.aggregate(ask(it, "functional:1|fiscal_year", "phase:executed"))
    cells = {(cell["functional:1"], cell["fiscal_year"]): cell["amount"] for cell in answer.cells}
    assert cells == dict(expected)


@given(found=facts())
@settings(max_examples=15, deadline=None)
def test_children_sum_to_their_parent_also_when_codes_repeat_under_parents(
    found: list[Fact], folder: Path
):
    it = cube(found, folder)
    parents = {
        cell["functional:1"]: cell["amount"] for cell in it.aggregate(ask(it, "functional:1")).cells
    }
    children: dict[str | None, int] = defaultdict(int)
    for cell in it.aggregate(ask(it, "functional:1|functional:2")).cells:
        children[cell["functional:1"]] += cell["amount"]
        if cell["functional:2"] is not None:
            member = it.shape.members["functional:2"][cell["functional:2"]]
            assert member.parents == (cell["functional:1"],)
    assert dict(children) == parents


@given(found=facts(), size=st.integers(1, 4))
@settings(max_examples=15, deadline=None)
def test_pages_hold_every_cell_once(found: list[Fact], size: int, folder: Path):
    it = cube(found, folder)
    whole = it.aggregate(ask(it, "administrative:1|fiscal_year"))
    paged = []
    for page in range(1, whole.count // size + 2):
        asked = Question(("administrative:1", "fiscal_year"), page=page, page_size=size)
        answer = it.aggregate(asked)
        assert (answer.count, answer.total) == (whole.count, whole.total)
        paged += answer.cells
    assert paged == whole.cells


def test_facts_tell_the_rows_of_the_source(folder: Path):
    it = cube([Fact(7, 2022, "2022", "executed", "expenditure", 5)], folder)
    rows, count = it.facts(ask(it))
    assert (rows[0]["row"], rows[0]["resource"], rows[0]["amount"], count) == (
        7,
        "resource-1",
        5,
        1,
    )
    beyond = Question(page=9, page_size=10)
    assert it.facts(beyond) == ([], 1)


def test_sums_beyond_64_bits_are_exact(folder: Path):
    found = [Fact(row, 2022, "2022", "executed", "expenditure", 2**63 - 1) for row in range(1, 9)]
    it = cube(found, folder)
    assert it.aggregate(ask(it)).total == 8 * (2**63 - 1)


def test_an_amount_that_cannot_be_kept_exactly_is_refused_with_its_row(folder: Path):
    with pytest.raises(writing.TooLarge, match="row 3"):
        cube([Fact(3, 2022, "2022", "executed", "expenditure", 2**63)], folder)


def test_what_does_not_get_written_leaves_the_last_cube_as_it_was(folder: Path):
    it = cube([Fact(1, 2022, "2022", "executed", "expenditure", 11)], folder)

    def breaks():
        yield Fact(1, 2022, "2022", "executed", "expenditure", 1)
        raise OSError("the table went away")

    with pytest.raises(OSError, match="went away"):
        writing.write(breaks(), folder / "cube.parquet", "resource-1", levels=LEVELS)
    assert it.aggregate(ask(it)).total == 11
    assert [path.name for path in folder.iterdir()] == ["cube.parquet"]


def test_a_new_file_is_read_at_once(folder: Path):
    cube([Fact(1, 2022, "2022", "executed", "expenditure", 11)], folder)
    it = cube([Fact(1, 2023, "2023", "approved", "revenue", 12)], folder)
    assert it.shape.values("fiscal_year") == [2023]
    assert it.aggregate(ask(it)).total == 12


def test_resources_of_a_dataset_are_read_as_one(folder: Path):
    first, second = folder / "a.parquet", folder / "b.parquet"
    writing.write(
        [Fact(1, 2022, "2022", "approved", "expenditure", 5, "UZS", {"functional:1": ("07", "H")})],
        first,
        "a",
        levels=["functional:1"],
    )
    writing.write([Fact(1, 2022, "2022", "executed", "expenditure", 7)], second, "b", levels=[])
    it = Cube([first, second])
    cells = it.aggregate(ask(it, "phase|functional:1")).cells
    assert {(cell["phase"], cell["functional:1"], cell["amount"]) for cell in cells} == {
        ("approved", "07", 5), ("executed", None, 7)
    }  # fmt: skip


HOSTILE = ('amount"', "amount) FROM x --", "functional:9", "_full_text", "phase;drop", "row")


@pytest.mark.parametrize("word", HOSTILE)
def test_names_that_the_cube_does_not_have_never_reach_sql(word: str, folder: Path):
    it = cube([Fact(1, 2022, "2022", "executed", "expenditure", 11)], folder)
    with pytest.raises(BadQuestion):
        read_drilldowns(word, it.shape)
    with pytest.raises(BadQuestion):
        read_cuts(f"{word}:1", it.shape)


@given(value=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
@settings(max_examples=50, deadline=None)
def test_values_of_cuts_are_bound_and_never_written_into_sql(value: str, folder: Path):
    it = cube([Fact(1, 2022, "2022", "executed", "expenditure", 11)], folder)
    question = ask(it, cut=f"administrative:1:x{escaped(value)}x")
    assert question.cuts[0].values == (f"x{value}x",)
    text = sql.aggregate(question, ["f"]).text
    assert text == sql.aggregate(ask(it, cut="administrative:1:y"), ["f"]).text
    assert it.aggregate(question).facts == 0


def refusal_of(found: list[Fact], folder: Path, drilldown: str = "", cut: str = "") -> str:
    it = cube(found, folder)
    refused = rules.refusal(ask(it, drilldown, cut), it.shape)
    return refused.code if refused else ""


PLAN = Fact(1, 2022, "2022", "approved", "expenditure", 5)
DONE = Fact(2, 2022, "2022", "executed", "expenditure", 4)


def test_phases_are_not_added(folder: Path):
    assert refusal_of([PLAN, DONE], folder) == "mixes_phase"
    assert refusal_of([PLAN, DONE], folder, drilldown="phase") == ""
    assert refusal_of([PLAN, DONE], folder, cut="phase:executed") == ""
    assert refusal_of([PLAN, DONE], folder, cut="phase:executed;approved") == "mixes_phase"


def test_one_phase_needs_no_choice(folder: Path):
    assert refusal_of([DONE], folder) == ""
    other_year = Fact(1, 2021, "2021", "approved", "expenditure", 5)
    assert refusal_of([other_year, DONE], folder, cut="fiscal_year:2022") == ""


def test_revenue_and_expenditure_are_not_added(folder: Path):
    income = Fact(3, 2022, "2022", "executed", "revenue", 9)
    assert refusal_of([DONE, income], folder) == "mixes_direction"
    assert refusal_of([DONE, income], folder, drilldown="direction") == ""


def test_currencies_are_not_added(folder: Path):
    dollars = Fact(3, 2022, "2022", "executed", "expenditure", 9, "USD")
    assert refusal_of([DONE, dollars], folder) == "mixes_currency"


def test_a_year_and_its_quarters_are_not_added(folder: Path):
    quarter = Fact(3, 2022, "2022-Q1", "executed", "expenditure", 1)
    assert refusal_of([DONE, quarter], folder) == "mixes_periods"
    assert refusal_of([DONE, quarter], folder, drilldown="period") == ""
    assert refusal_of([DONE, quarter], folder, cut="period:2022-Q1") == ""
    next_year = Fact(3, 2023, "2023-Q1", "executed", "expenditure", 1)
    assert refusal_of([DONE, next_year], folder, drilldown="fiscal_year") == ""


def test_cells_apart_still_have_no_total(folder: Path):
    it = cube([PLAN, DONE], folder)
    refused = rules.refusal_of_total(ask(it, "phase"), it.shape)
    assert refused
    assert refused.choices == ("approved", "executed")


def test_a_total_and_its_part_are_not_cut_together(folder: Path):
    deep = {"functional:1": ("07", "Health"), "functional:2": ("07.3", "Hospitals")}
    it = cube([Fact(1, 2022, "2022", "executed", "expenditure", 5, dimensions=deep)], folder)
    with pytest.raises(BadQuestion, match="total_with_parts"):
        read_cuts("functional:07;07.3", it.shape)
    assert read_cuts("functional:07.3", it.shape)[0].axis == "functional:2"


def test_levels_whose_members_overlap_are_not_added(folder: Path):
    found = [
        Fact(row, 2022, "2022", "executed", "expenditure", 5, dimensions={"fund:1": (code, code)})
        for row, code in ((1, "general"), (2, "special"))
    ]
    target = folder / "funds.parquet"
    writing.write(found, target, "r", levels=["fund:1"], exclusive=("fund:1",))
    it = Cube([target])
    refused = rules.refusal(ask(it), it.shape)
    assert refused
    assert refused.code == "mixes_exclusive"
    assert rules.refusal(ask(it, "fund:1"), it.shape) is None
    assert rules.refusal(ask(it, cut="fund:1:general"), it.shape) is None
