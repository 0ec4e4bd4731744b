"""When the people of the demonstration sign."""

from ckanext.participation.petitions.demo.year.rhythm import batches
from hypothesis import given
from hypothesis import strategies as st

CROWDS = st.integers(0, 5_000)
DAYS = st.integers(1, 180)


@given(CROWDS, DAYS)
def test_everybody_signs_once_and_in_time(signers, days):
    found = batches(signers, days)
    assert sum(count for _, count in found) == signers
    assert all(count > 0 and 0 <= hour < days * 24 for hour, count in found)


@given(CROWDS, DAYS)
def test_the_clock_is_set_forwards_and_not_for_each_person(signers, days):
    hours = [hour for hour, _ in batches(signers, days)]
    assert hours == sorted(set(hours))
    assert len(hours) <= max(signers // 40, 12)


def test_most_sign_in_the_first_days():
    found = batches(1_000, 60)
    early = sum(count for hour, count in found if hour < 20 * 24)
    assert early > 500
