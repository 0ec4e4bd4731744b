"""Which days are worked, and what counting them must keep."""

from datetime import date, timedelta

import pytest
from ckanext.egov.answers import config, holidays
from ckanext.egov.answers.working_days import WorkCalendar, YearlyHoliday
from hypothesis import given
from hypothesis import strategies as st

UZBEKISTAN = holidays.read(config.DATA / "holidays_uz.yaml")

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
CALENDARS = st.builds(
    WorkCalendar,
    weekend=st.frozensets(st.integers(0, 6), max_size=3),
    yearly=st.frozensets(
        st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(
            lambda day: YearlyHoliday(day.month, day.day)
        ),
        max_size=12,
    ),
    days_off=st.frozensets(DAYS, max_size=10),
    worked=st.frozensets(DAYS, max_size=5),
    gives_back=st.booleans(),
)


@given(CALENDARS, DAYS, st.integers(1, 30))
def test_a_deadline_is_a_working_day_with_that_many_working_days_before_it(calendar, day, count):
    due = calendar.add(day, count)
    assert calendar.is_worked(due)
    assert calendar.between(day, due) == count


@given(CALENDARS, DAYS, st.integers(1, 30))
def test_more_days_never_make_an_earlier_deadline(calendar, day, count):
    assert calendar.add(day, count) < calendar.add(day, count + 1)
    assert calendar.add(day, count) <= calendar.add(day + timedelta(1), count)


@given(CALENDARS, DAYS, st.integers(1, 20))
def test_counting_back_undoes_counting_forth(calendar, day, count):
    worked = calendar.next(day)
    assert calendar.subtract(calendar.add(worked, count), count) == worked


@given(CALENDARS, DAYS)
def test_between_adds_up(calendar, day):
    middle, last = day + timedelta(11), day + timedelta(40)
    halves = calendar.between(day, middle) + calendar.between(middle, last)
    assert calendar.between(day, last) == halves


@pytest.mark.parametrize("day", ["2026-03-09", "2026-03-23", "2026-05-11", "2027-03-22"])
def test_a_holiday_on_a_weekend_makes_the_next_working_day_free(day):
    assert not UZBEKISTAN.is_worked(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-12-08", "2027-01-01", "2026-11-28", "2026-11-29"])
def test_holidays_and_weekends_are_free(day):
    assert not UZBEKISTAN.is_worked(date.fromisoformat(day))


def test_a_day_off_that_is_only_expected_still_counts_as_worked():
    expected = [row.day for row in holidays.days_off(config.DATA / "holidays_uz.yaml")]
    assert date(2027, 3, 10) in expected
    assert UZBEKISTAN.is_worked(date(2027, 3, 10))


def test_a_moved_working_day_is_worked_although_a_saturday():
    saturday = date(2026, 12, 12)
    moved = WorkCalendar(worked=frozenset({saturday}))
    assert moved.is_worked(saturday)
    assert moved.add(date(2026, 12, 11), 1) == saturday


def test_fifteen_working_days_from_today_step_over_constitution_day():
    assert UZBEKISTAN.add(date(2026, 11, 25), 15) == date(2026, 12, 17)


def test_a_calendar_without_working_days_is_an_error_not_an_endless_search():
    closed = WorkCalendar(weekend=frozenset(range(7)))
    with pytest.raises(ValueError, match="no working day"):
        closed.add(date(2026, 1, 1), 1)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_each_year_gives_back_as_many_days_as_holidays_took_from_weekends(day):
    year = day.year
    start, end = date(year - 1, 12, 31), date(year, 12, 31)
    weekdays = sum(
        (start + timedelta(step)).weekday() < 5 for step in range(1, (end - start).days + 1)
    )
    assert UZBEKISTAN.between(start, end) == weekdays - len(UZBEKISTAN.yearly)
