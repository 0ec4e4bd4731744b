"""Dates, numbers and sizes are written as readers of each language write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from ckanext.egov.theme import formatting
from hypothesis import given
from hypothesis import strategies as st

LANGUAGES = ("uz", "uz_Cyrl", "ru", "kaa", "en")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("uz", "2026-yil 14-mart"),
        ("uz_Cyrl", "2026 йил 14 март"),
        ("ru", "14 марта 2026"),
        ("kaa", "2026-jıl 14-mart"),
        ("en", "14 March 2026"),
    ],
)
def test_date_is_written_in_full_in_each_language(language, written):
    assert formatting.long_date(date(2026, 3, 14), language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("uz", "1 234 567,5"),
        ("uz_Cyrl", "1 234 567,5"),
        ("ru", "1 234 567,5"),
        ("kaa", "1 234 567,5"),
        ("en", "1,234,567.5"),
    ],
)
def test_number_has_the_marks_of_the_language(language, written):
    assert formatting.number(1234567.5, language).replace("\u00a0", " ") == written


def test_number_keeps_the_asked_digits():
    assert formatting.number(2, "en", 1) == "2.0"
    assert formatting.number(2.6, "en", 0) == "3"


@pytest.mark.parametrize(
    ("octets", "written"),
    [(0, "0 bayt"), (999, "999 bayt"), (1500, "1,5 KB"), (2_400_000, "2,4 MB")],
)
def test_size_is_given_in_the_largest_fitting_unit(octets, written):
    assert formatting.size(octets, "uz").replace("\u00a0", " ") == written


def test_moment_without_zone_is_utc():
    moment = formatting.local(datetime(2026, 3, 14, 21, 30), ZoneInfo("Asia/Tashkent"))
    assert formatting.long_moment(moment, "uz") == "2026-yil 15-mart, 02:30"


@pytest.mark.parametrize("value", ["", "soon", "2026-13-40", None])
def test_what_is_not_a_date_is_no_date(value):
    assert formatting.parse(value) is None


@given(st.dates(min_value=date(1, 1, 1)), st.sampled_from(LANGUAGES))
def test_every_day_can_be_written_and_read_back(day, language):
    assert formatting.parse(day.isoformat()) == day
    assert str(day.day) in formatting.long_date(day, language)


@given(st.datetimes(timezones=st.just(UTC)))
def test_moment_read_back_is_the_same(moment):
    assert formatting.parse(moment.isoformat()) == moment
