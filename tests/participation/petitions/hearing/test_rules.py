"""A hearing gets a day that is to come, and was held only when that day has come."""

from datetime import UTC, datetime, timedelta

import pytest
from ckanext.participation.petitions.hearing.rules import problem
from ckanext.participation.petitions.rules import HearingState
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=9)
SCHEDULED, HELD, NOT_HELD = HearingState.SCHEDULED, HearingState.HELD, HearingState.NOT_HELD


@pytest.mark.parametrize(
    ("state", "at", "wrong"),
    [
        (SCHEDULED, LATER, None),
        (SCHEDULED, None, "no_day"),
        (SCHEDULED, NOW, "past"),
        (HELD, LATER, "not_yet"),
        (HELD, NOW, None),
        (NOT_HELD, LATER, None),
        (NOT_HELD, None, None),
    ],
)
def test_what_can_be_said(state, at, wrong):
    assert problem(state, at, NOW) == wrong


@given(st.timedeltas(timedelta(days=-99), timedelta(days=99)))
def test_a_day_is_either_still_to_come_or_may_be_over(distance):
    at = NOW + distance
    assert (problem(SCHEDULED, at, NOW) is None) != (problem(HELD, at, NOW) is None)
