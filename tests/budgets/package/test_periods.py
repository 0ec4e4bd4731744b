"""A period has one name, however its source writes it."""

import pytest
from ckanext.budgets.package import cofog
from ckanext.budgets.package.headings import NoHeadings, find
from ckanext.budgets.package.periods import BadPeriod, name
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "year", "starts", "expected"),
    [
        ("", 2022, 1, "2022"), ("2022", 2022, 1, "2022"), ("Q4", 2022, 1, "2022-Q4"),
        ("2022-q4", 2022, 1, "2022-Q4"), ("Q1 2022", 2022, 1, "2022-Q1"),
        ("2022-yil IV chorak", 2022, 1, "2022-Q4"), ("II квартал 2022", 2022, 1, "2022-Q2"),
        ("3-чорак", 2022, 1, "2022-Q3"), ("2022-03", 2022, 1, "2022-03"),
        ("2022-12-31", 2022, 1, "2022"), ("31.03.2022", 2022, 1, "2022-Q1"),
        ("2022-02-28", 2022, 1, "2022-02"), ("2022-06-30", 2022, 7, "2022"),
        ("2021-09-30", 2022, 7, "2022-Q1"), ("2022-03-31", 2022, 7, "2022-Q3"),
        ("H1", 2022, 1, "2022-H1"),
    ],
)  # fmt: skip
def test_a_period_is_known_by_one_name(text, year, starts, expected):
    assert name(text, year, "", starts) == expected


@pytest.mark.parametrize("text", ["Q5", "soon", "2023-Q1", "2021-06-30", "2022-13", "2022-02-30"])
def test_what_is_no_period_of_the_year_is_refused(text):
    with pytest.raises(BadPeriod):
        name(text, 2022)


@given(st.sampled_from(sorted(cofog.titles())))
def test_codes_of_cofog_are_known_however_they_are_written(code):
    parts = code.split(".")
    bare = ".".join(str(int(part)) for part in parts)
    assert {cofog.normal(text) for text in (code, bare, f"GF{code}", f" {code}.")} == {code}
    assert cofog.lineage(code)[-1] == code


def test_headings_in_two_rows_below_a_title_are_one():
    rows = [
        (1, ["Budget of the region, million soum"]), (2, []),
        (3, ["Code", "Body", "2023", "", "2024", ""]),
        (4, ["", "", "plan", "fact", "plan", "fact"]),
        (5, ["1", "2", "3", "4", "5", "6"]), (6, ["01", "Ministry", "1 000,5", "9", "11", "(5)"]),
    ]  # fmt: skip
    found = find(rows)
    assert found.names == (
        "Code", "Body", "2023 / plan", "2023 / fact", "2024 / plan", "2024 / fact"
    )  # fmt: skip
    assert (found.last_row, found.titles) == (5, ("Budget of the region, million soum",))


def test_a_table_that_begins_with_amounts_has_no_headings():
    with pytest.raises(NoHeadings):
        find([(1, ["Police", "100.5"]), (2, ["Fire", "7.25"])])
