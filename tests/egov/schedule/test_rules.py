"""When a job is due."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ckanext.egov.schedule.rules import due_at
from hypothesis import given
from hypothesis import strategies as st

TASHKENT = ZoneInfo("Asia/Tashkent")
NEW_YORK = ZoneInfo("America/New_York")
DAY = timedelta(days=1)
THREE = time(3)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


def at(text: str, zone=TASHKENT) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def test_a_job_that_never_ran_is_due():
    now = at("2026-05-01 12:00")
    assert due_at(timedelta(minutes=1), None, TASHKENT, None, now) <= now
    assert due_at(DAY, THREE, TASHKENT, None, now) <= now


def test_a_job_of_every_minute_is_due_a_minute_after_it_began():
    began = at("2026-05-01 12:00")
    assert due_at(timedelta(minutes=1), None, TASHKENT, began, began) == at("2026-05-01 12:01")


def test_a_nightly_job_waits_for_its_hour():
    ran = at("2026-05-01 03:00:01")
    now = at("2026-05-02 02:59")
    assert due_at(DAY, THREE, TASHKENT, ran, now) == at("2026-05-02 03:00")
    later = at("2026-05-02 03:00")
    assert due_at(DAY, THREE, TASHKENT, ran, later) <= later


def test_nights_that_the_portal_slept_through_are_caught_up_once():
    ran, now = at("2026-05-01 03:00:01"), at("2026-05-09 11:00")
    assert due_at(DAY, THREE, TASHKENT, ran, now) <= now
    assert due_at(DAY, THREE, TASHKENT, now, now + timedelta(minutes=1)) == at("2026-05-10 03:00")


def test_a_weekly_job_runs_once_a_week():
    week, ran = timedelta(days=7), at("2026-05-04 03:00:01")
    for day in range(5, 11):
        now = at(f"2026-05-{day:02} 12:00")
        assert due_at(week, THREE, TASHKENT, ran, now) > now
    now = at("2026-05-11 03:00")
    assert due_at(week, THREE, TASHKENT, ran, now) <= now


def test_an_hour_that_summer_time_skips_or_repeats_is_one_run():
    half_past_two = time(2, 30)
    for night, next_night in (("2026-03-08", "2026-03-09"), ("2026-11-01", "2026-11-02")):
        ran = at(f"{night} 04:00", NEW_YORK)
        now = at(f"{night} 23:00", NEW_YORK)
        found = due_at(DAY, half_past_two, NEW_YORK, ran, now)
        assert found == at(f"{next_night} 02:30", NEW_YORK)


@given(last=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_nightly_job_that_just_ran_is_never_due_again_before_its_next_hour(last, later):
    now = last + later
    due = due_at(DAY, THREE, TASHKENT, last, now)
    if due <= now:
        strikes = [
            datetime.combine(last.astimezone(TASHKENT).date() + DAY * days, THREE, TASHKENT)
            for days in range(42)
        ]
        assert any(last < strike <= now for strike in strikes)


@given(last=MOMENTS, later=st.timedeltas(timedelta(days=1), timedelta(days=40)))
def test_a_nightly_job_is_due_whenever_a_day_has_passed(last, later):
    now = last + later
    assert due_at(DAY, THREE, TASHKENT, last, now) <= now
