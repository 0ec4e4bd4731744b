"""The last day itself is in time."""

from datetime import date, timedelta

from ckanext.participation.petitions.desk.rules import Urgency, urgency
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 3, 2)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_last_day_itself_is_in_time():
    assert urgency(TODAY, TODAY) is Urgency.TODAY


def test_day_after_the_last_one_is_late():
    assert urgency(TODAY, TODAY + timedelta(days=1)) is Urgency.LATE


def test_day_before_the_last_one_is_not_yet_urgent():
    assert urgency(TODAY, TODAY - timedelta(days=1)) is Urgency.LATER


@given(due=DAYS, today=DAYS)
def test_what_is_late_stays_late(due, today):
    if urgency(due, today) is Urgency.LATE:
        assert urgency(due, today + timedelta(days=1)) is Urgency.LATE
