"""Rules of a dataset's description, on plain values."""

from datetime import date

import pytest
from ckanext.egov import vocabularies
from ckanext.egov.publishing.schemas import rules
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("text", ["2026", "2026-Q1", "2026-H2", "2026-M12", "2025/2026"])
def test_fiscal_periods_that_people_write_are_right(text):
    assert rules.fiscal_period_is_right(text)


@pytest.mark.parametrize("text", ["26", "2026-Q5", "2026-M13", "2026/2025", "2025/2027", "2026 Q1"])
def test_other_fiscal_periods_are_wrong(text):
    assert not rules.fiscal_period_is_right(text)


@pytest.mark.parametrize("text", ["+998 71 202 10 00", "10 10 50", "(71) 202-10-00"])
def test_numbers_that_can_be_dialled_are_right(text):
    assert rules.phone_is_right(text)


@pytest.mark.parametrize("text", ["", "call me", "++998", "12", "1" * 16])
def test_other_numbers_are_wrong(text):
    assert not rules.phone_is_right(text)


@pytest.mark.parametrize(
    ("soato", "region", "on", "problem"),
    [
        ("1726264", "1726", TODAY, None),
        ("1726264", "", TODAY, None),
        ("1726264", "1703", TODAY, "elsewhere"),
        ("1726", "1726", TODAY, "unknown"),
        ("0000000", "", TODAY, "unknown"),
        ("1710240", "1710", TODAY, None),
        ("1710240", "1710", date(2020, 1, 1), "not_valid"),
    ],
)
def test_district_is_in_the_region_and_exists_in_the_time_of_the_data(soato, region, on, problem):
    assert rules.district_problem(vocabularies.place(soato), region, on) == problem


def test_next_update_is_counted_from_the_frequency():
    assert rules.next_update(7, TODAY) == date(2026, 11, 30)
    assert rules.next_update(None, TODAY) is None


def test_body_is_not_above_itself():
    assert rules.makes_cycle({}, "a", "a")


def test_body_is_not_above_its_grandparent():
    assert rules.makes_cycle({"c": "b", "b": "a"}, "a", "c")
    assert not rules.makes_cycle({"c": "b", "b": "a"}, "c", "a")


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef")), st.data())
def test_looking_for_a_cycle_always_ends(parents, data):
    body, parent = (data.draw(st.sampled_from("abcdef")) for _ in "12")
    if rules.makes_cycle(parents, body, parent):
        above = parent
        for _ in range(6):
            if above == body:
                break
            above = parents[above]
        assert above == body
