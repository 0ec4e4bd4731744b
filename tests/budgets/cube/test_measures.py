"""Per head and real amounts are exact, and are not given where something is not known."""

from fractions import Fraction

import pytest
from ckanext.budgets.cube.measures import (
    major,
    read_deflator,
    read_population,
    year_of_cells,
)
from ckanext.budgets.cube.question import BadQuestion, Cut, Question
from hypothesis import given
from hypothesis import strategies as st


@given(amount=st.integers(-(10**24), 10**24), exponent=st.integers(0, 3))
def test_amounts_keep_every_digit(amount: int, exponent: int):
    assert Fraction(major(amount, exponent)) * 10**exponent == amount


def test_amounts_are_real_in_money_of_the_base_year():
    deflator = read_deflator(
        [{"year": 2020, "index": "100"}, {"year": 2021, "index": "112.5"}], None
    )
    assert deflator.base_year == 2021
    assert deflator.real(1000, 2021) == 1000
    assert deflator.real(1000, 2020) == 1125
    assert deflator.real(1000, 2019) is None


def test_people_of_the_country_are_those_of_its_regions():
    rows = [
        {"year": 2020, "region": "A", "population": 2},
        {"year": 2020, "region": "B ", "population": 3},
    ]
    population = read_population(rows)
    assert population.of(2020, None) == 5
    assert population.of(2020, "b") == 3
    assert population.of(2021, None) is None


def test_a_table_without_years_holds_for_all():
    assert read_population([{"population": 7}]).of(1999, None) == 7


@pytest.mark.parametrize("value", ["", None, "0", "-4", "many", "1/0"])
def test_a_table_with_a_bad_number_is_refused(value: str | None):
    with pytest.raises(BadQuestion):
        read_population([{"population": value}])


def test_the_base_year_must_be_in_the_index():
    with pytest.raises(BadQuestion, match="no_base_year"):
        read_deflator([{"year": 2020, "index": 100}], 2031)


def test_a_sum_over_years_has_no_value_per_head():
    with pytest.raises(BadQuestion, match="needs_one_year"):
        year_of_cells(Question(cuts=(Cut("fiscal_year", (2020, 2021)),)))
    assert year_of_cells(Question(cuts=(Cut("fiscal_year", (2020,)),))) == 2020
    assert year_of_cells(Question(drilldowns=("fiscal_year",))) is None
