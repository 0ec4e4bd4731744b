"""A petition has two places for updates."""

from ckanext.participation.petitions.creator import rules
from hypothesis import given
from hypothesis import strategies as st

PLACES = st.sets(st.integers(1, rules.MOST))


@given(PLACES)
def test_a_free_place_is_one_that_nobody_has(taken):
    place = rules.free_place(taken)
    if len(taken) == rules.MOST:
        assert place is None
    else:
        assert place not in taken
        assert 1 <= place <= rules.MOST


@given(PLACES)
def test_places_fill_up_one_by_one_and_then_there_is_none(taken):
    for _ in range(rules.MOST - len(taken)):
        place = rules.free_place(taken)
        assert place is not None
        taken = taken | {place}
    assert rules.free_place(taken) is None
