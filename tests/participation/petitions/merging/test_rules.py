"""A petition closes for another only while both collect, and never when an answer is owed."""

from ckanext.participation.petitions.merging.rules import problem
from ckanext.participation.petitions.rules import State
from hypothesis import given
from hypothesis import strategies as st

STATES = st.sampled_from(State)


def test_open_petition_closes_for_another_open_one():
    assert problem(1, State.OPEN, False, 2, State.OPEN) is None


@given(state=STATES, owed=st.booleans(), other=STATES)
def test_nothing_else_does(state, owed, other):
    allowed = state == other == State.OPEN and not owed
    assert (problem(1, state, owed, 2, other) is None) == allowed


@given(state=STATES, owed=st.booleans())
def test_no_petition_closes_for_itself(state, owed):
    assert problem(1, state, owed, 1, state) == "itself"
