"""The rules of petitions hold for every order of steps, every count and every hour of the day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from ckanext.participation.petitions import rules
from ckanext.participation.petitions.rules import State, Step
from hypothesis import given
from hypothesis import strategies as st

TASHKENT = ZoneInfo("Asia/Tashkent")
MOMENTS = st.datetimes(
    min_value=datetime(2024, 1, 1), max_value=datetime(2034, 1, 1), timezones=st.just(UTC)
)
COUNTS = st.integers(0, 3_000_000)
THRESHOLDS = st.integers(1, 1_000_000)
TERMS = rules.Terms("national", 10_000, 180, 5, 30)


def _walk(steps: list[Step]) -> list[State]:
    """The states that a petition goes through; a step that does not lead on is refused."""
    been = [State.PENDING]
    for step in steps:
        try:
            been.append(rules.after(been[-1], step))
        except rules.StepRefused:
            assert step not in rules.STEPS[been[-1]]
    return been


class TestSteps:
    def test_a_petition_goes_from_pending_to_closed(self):
        been = _walk([Step.CONFIRM, Step.APPROVE, Step.CLOSE])
        assert been == [State.PENDING, State.VALIDATED, State.OPEN, State.CLOSED]

    def test_every_state_says_what_follows_it(self):
        assert set(rules.STEPS) == set(State)

    @given(st.lists(st.sampled_from(Step), max_size=20))
    def test_nothing_opens_that_its_creator_did_not_confirm(self, steps):
        been = _walk(steps)
        if State.OPEN in been:
            assert been.index(State.VALIDATED) < been.index(State.OPEN)

    @given(st.lists(st.sampled_from(Step), max_size=20))
    def test_what_was_published_stays_public(self, steps):
        been = _walk(steps)
        after_opening = been[been.index(State.OPEN) :] if State.OPEN in been else []
        assert set(after_opening) <= {State.OPEN, State.CLOSED} <= rules.PUBLIC

    @pytest.mark.parametrize("step", [Step.REJECT, Step.HIDE])
    def test_a_rejection_that_was_wrong_is_followed_by_opening(self, step):
        assert _walk([Step.CONFIRM, step, Step.APPROVE])[-1] == State.OPEN

    def test_a_refused_step_says_what_was_tried(self):
        with pytest.raises(rules.StepRefused) as refused:
            rules.after(State.PENDING, Step.APPROVE)
        assert (refused.value.state, refused.value.step) == (State.PENDING, Step.APPROVE)


class TestDays:
    @given(MOMENTS, st.integers(1, 366))
    def test_the_last_day_is_the_one_before_midnight(self, opened, days):
        closes = rules.closing(opened, days, TASHKENT)
        first_day = opened.astimezone(TASHKENT).date()
        assert rules.last_day(closes, TASHKENT) == first_day + timedelta(days=days)

    @given(MOMENTS, st.integers(1, 366))
    def test_a_petition_closes_at_midnight_and_gives_whole_days(self, opened, days):
        closes = rules.closing(opened, days, TASHKENT).astimezone(TASHKENT)
        assert (closes.hour, closes.minute, closes.second, closes.microsecond) == (0, 0, 0, 0)
        assert timedelta(days=days) < closes - opened <= timedelta(days=days + 1)

    def test_the_last_day_is_a_whole_day_also_in_a_leap_year(self):
        opened = datetime(2028, 2, 28, 23, 59, tzinfo=TASHKENT)
        closes = rules.closing(opened, 1, TASHKENT)
        assert closes == datetime(2028, 3, 1, tzinfo=TASHKENT)

    def test_waiting_is_counted_in_calendar_days(self):
        reached = datetime(2026, 3, 1, 23, 50, tzinfo=TASHKENT)
        soon = datetime(2026, 3, 2, 0, 10, tzinfo=TASHKENT)
        assert rules.waiting_days(reached, reached, TASHKENT) == 0
        assert rules.waiting_days(reached, soon, TASHKENT) == 1


class TestThreshold:
    @given(COUNTS, THRESHOLDS)
    def test_the_bar_is_full_exactly_when_the_threshold_is_reached(self, count, threshold):
        filled = rules.percent(count, threshold)
        assert 0 <= filled <= 100
        assert (filled == 100) == rules.reaches(count, threshold) == (count >= threshold)

    @given(COUNTS, COUNTS, THRESHOLDS)
    def test_more_signatures_never_shorten_the_bar(self, one, other, threshold):
        fewer, more = sorted((one, other))
        assert rules.percent(fewer, threshold) <= rules.percent(more, threshold)


class TestStanding:
    def test_an_answer_counts_more_than_the_wait_for_it(self):
        at = datetime(2026, 3, 1, tzinfo=UTC)
        assert rules.standing(State.OPEN, None, None) == rules.Standing.COLLECTING
        assert rules.standing(State.OPEN, at, None) == rules.Standing.WAITING
        assert rules.standing(State.CLOSED, at, None) == rules.Standing.WAITING
        assert rules.standing(State.CLOSED, at, at) == rules.Standing.ANSWERED
        assert rules.standing(State.CLOSED, None, None) == rules.Standing.ENDED


class TestTerms:
    @given(st.integers(1, 10**6), st.integers(1, 400))
    def test_terms_come_back_from_the_rules_of_a_process(self, threshold, days):
        terms = replace(TERMS, threshold=threshold, days_open=days)
        assert rules.terms_of(terms.as_rules() | {"what": "another room wrote"}) == terms
