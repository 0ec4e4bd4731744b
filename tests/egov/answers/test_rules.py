"""The states of an obligation on every day of its life."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from ckanext.egov.answers import config, holidays, rules
from hypothesis import given
from hypothesis import strategies as st

CALENDAR = holidays.read(config.DATA / "holidays_uz.yaml")
OWED = date(2026, 11, 25)
DATES = rules.dates(OWED, CALENDAR, 3, 15)
DAYS = st.integers(0, 60).map(lambda step: OWED + timedelta(step))
CLOCKS = st.builds(
    rules.Clock,
    owed_on=st.just(OWED),
    dates=st.just(DATES),
    acknowledged_on=st.none() | DAYS,
    answered_on=st.none() | DAYS,
    released_on=st.none() | DAYS,
)


@pytest.mark.parametrize(
    ("happened", "today", "expected"),
    [
        ({}, DATES.acknowledge_by, "owed"),
        ({}, DATES.acknowledge_by + timedelta(1), "overdue"),
        ({"acknowledged_on": OWED}, DATES.answer_by, "acknowledged"),
        ({"acknowledged_on": OWED}, DATES.answer_by + timedelta(1), "overdue"),
        ({"answered_on": DATES.answer_by}, date(2027, 6, 1), "answered"),
        ({"answered_on": DATES.answer_by + timedelta(1)}, date(2027, 6, 1), "answered_late"),
        ({"released_on": OWED}, date(2027, 6, 1), "released"),
    ],
)
def test_the_last_day_is_still_in_time_and_the_next_is_not(happened, today, expected):
    assert rules.state(rules.Clock(OWED, DATES, **happened), today) == expected


@given(CLOCKS, DAYS)
def test_what_is_overdue_has_days_and_what_is_not_has_none(clock, today):
    late = rules.days_late(clock, today, CALENDAR)
    assert (late > 0) == (rules.state(clock, today) == "overdue")


@given(CLOCKS, DAYS, DAYS)
def test_overdue_stays_overdue_until_something_happens(clock, one, other):
    early, late = sorted((one, other))
    if rules.state(clock, early) == "overdue":
        assert rules.state(clock, late) == "overdue"


@given(CLOCKS, DAYS)
def test_an_answer_decides_the_state_whatever_the_day(clock, today):
    if clock.answered_on:
        assert rules.state(clock, today) in ("answered", "answered_late")


@given(CLOCKS, DAYS)
def test_nothing_is_reminded_of_that_is_no_longer_owed(clock, today):
    found = rules.reminder(clock, today, CALENDAR, (3, 1), (1, 5, 10))
    if clock.answered_on or clock.released_on:
        assert found is None


def test_each_reminder_comes_on_its_day_in_order():
    clock = rules.Clock(OWED, DATES, acknowledged_on=OWED)
    days = [OWED + timedelta(step) for step in range(60)]
    found = [rules.reminder(clock, day, CALENDAR, (3, 1), (1, 5, 10)) for day in days]
    assert list(dict.fromkeys(found)) == [
        None, "before-3", "before-1", "after-1", "after-5", "after-10",
    ]  # fmt: skip
    first = dict(zip(reversed(found), reversed(days), strict=True))
    assert CALENDAR.between(first["before-3"], DATES.answer_by) == 3
    assert CALENDAR.between(DATES.answer_by, first["after-5"]) == 5


def test_a_day_begins_at_midnight_where_the_portal_is():
    moment = datetime(2026, 11, 25, 19, 30, tzinfo=UTC)
    assert rules.local_day(moment, ZoneInfo("Asia/Tashkent")) == date(2026, 11, 26)


def test_a_leap_day_is_a_day():
    assert rules.dates(date(2028, 2, 28), CALENDAR, None, 1).answer_by == date(2028, 2, 29)
