"""The rules of petitions hold for every order of steps, every count and every hour of the day."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from ckanext.participation.petitions import rules
from ckanext.participation.petitions.rules import Change, HearingState, State, Step
from hypothesis import given
from hypothesis import strategies as st

TASHKENT = ZoneInfo("Asia/Tashkent")
MOMENTS = st.datetimes(
    min_value=datetime(2024, 1, 1), max_value=datetime(2034, 1, 1), timezones=st.just(UTC)
)
COUNTS = st.integers(0, 3_000_000)
THRESHOLDS = st.integers(1, 1_000_000)
WALKS = st.lists(st.sampled_from(Step), max_size=20)
QUEUED = (Step.CONFIRM, Step.SPONSOR)
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
        been = _walk([Step.CONFIRM, Step.SPONSOR, Step.APPROVE, Step.CLOSE])
        assert been == [
            State.PENDING, State.VALIDATED, State.SPONSORED, State.OPEN, State.CLOSED,
        ]  # fmt: skip

    def test_every_state_says_what_follows_it(self):
        assert set(rules.STEPS) == set(State)

    @given(WALKS)
    def test_nothing_opens_that_its_creator_did_not_confirm(self, steps):
        been = _walk(steps)
        if State.OPEN in been:
            assert been.index(State.VALIDATED) < been.index(State.OPEN)

    @given(WALKS)
    def test_moderators_decide_only_about_what_has_its_sponsors(self, steps):
        been = _walk(steps)
        for decided in (State.OPEN, State.REJECTED, State.HIDDEN):
            if decided in been:
                assert State.SPONSORED in been[: been.index(decided)]

    @given(WALKS)
    def test_what_was_published_stays_public_unless_it_is_removed(self, steps):
        been = _walk(steps)
        after_opening = been[been.index(State.OPEN) :] if State.OPEN in been else []
        assert set(after_opening) <= {State.OPEN, State.CLOSED, State.REMOVED}
        assert {State.OPEN, State.CLOSED} <= rules.PUBLIC

    @given(WALKS)
    def test_nothing_leads_back_from_the_end(self, steps):
        been = _walk(steps)
        if State.REMOVED in been:
            assert been[been.index(State.REMOVED) :] == [State.REMOVED]
        if State.STOPPED in been:
            assert set(been[been.index(State.STOPPED) :]) <= {State.STOPPED, State.REMOVED}

    @given(WALKS)
    def test_who_reads_it_is_known_for_every_state(self, steps):
        for state in _walk(steps):
            groups = (rules.PUBLIC, rules.INVITED)
            others = {State.PENDING, State.HIDDEN, State.STOPPED, State.REMOVED}
            assert [state in group for group in (*groups, others)].count(True) == 1

    def test_everything_can_be_removed_once(self):
        for state in State:
            assert (Step.REMOVE in rules.STEPS[state]) == (state != State.REMOVED)

    def test_exactly_what_is_not_published_yet_stops(self):
        stops = {state for state in State if Step.STOP in rules.STEPS[state]}
        assert stops == rules.UNPUBLISHED

    @pytest.mark.parametrize("step", [Step.REJECT, Step.HIDE])
    def test_a_rejection_that_was_wrong_is_followed_by_opening(self, step):
        assert _walk([*QUEUED, step, Step.APPROVE])[-1] == State.OPEN

    def test_a_second_moderator_may_reject_for_another_reason(self):
        assert _walk([*QUEUED, Step.REJECT, Step.HIDE])[-1] == State.HIDDEN
        assert _walk([*QUEUED, Step.HIDE, Step.REJECT])[-1] == State.REJECTED

    @pytest.mark.parametrize("step", [Step.FLAG, Step.SHELVE])
    def test_what_moderators_set_aside_comes_back_into_the_queue(self, step):
        assert _walk([*QUEUED, step, Step.RESTORE])[-1] == State.SPONSORED

    def test_a_refused_step_says_what_was_tried(self):
        with pytest.raises(rules.StepRefused) as refused:
            rules.after(State.PENDING, Step.APPROVE)
        assert (refused.value.state, refused.value.step) == (State.PENDING, Step.APPROVE)


class TestSponsors:
    @given(st.integers(0, 30), st.integers(0, 30))
    def test_it_waits_for_moderators_exactly_while_it_has_enough(self, sponsors, needed):
        for before in (State.VALIDATED, State.SPONSORED):
            step = rules.sponsor_step(before, sponsors, needed)
            stands = rules.after(before, step) if step else before
            assert (stands == State.SPONSORED) == (sponsors >= needed)

    @given(st.sampled_from(State), st.integers(0, 30), st.integers(0, 30))
    def test_sponsors_move_nothing_that_moderators_have_taken_up(self, state, sponsors, needed):
        if state not in (State.VALIDATED, State.SPONSORED):
            assert rules.sponsor_step(state, sponsors, needed) is None


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

    @given(COUNTS, COUNTS, THRESHOLDS, st.booleans(), st.booleans())
    def test_a_change_holds_until_the_count_changes(
        self, count, withdrawn, threshold, is_reached, is_owed
    ):
        change = rules.threshold_change(
            threshold, count, count + withdrawn, is_reached=is_reached, is_owed=is_owed
        )
        if change == Change.REACHED:
            now = rules.threshold_change(threshold, count, count, is_reached=True, is_owed=True)
            assert now is None
        if change == Change.LOST:
            now = rules.threshold_change(threshold, count, count, is_reached=False, is_owed=False)
            assert now is None

    @given(COUNTS, THRESHOLDS)
    def test_who_withdraws_takes_nothing_back_for_all(self, count, threshold):
        lasting = max(count, threshold)
        assert (
            rules.threshold_change(threshold, count, lasting, is_reached=True, is_owed=True) is None
        )

    @given(COUNTS, THRESHOLDS)
    def test_what_was_given_is_not_taken_back(self, count, threshold):
        assert (
            rules.threshold_change(threshold, count, count, is_reached=True, is_owed=False) is None
        )

    @given(COUNTS, st.booleans())
    def test_a_level_without_hearings_never_owes_one(self, count, is_owed):
        for is_reached in (True, False):
            changed = rules.threshold_change(0, count, 0, is_reached=is_reached, is_owed=is_owed)
            assert changed is None


class TestHearing:
    @given(st.lists(st.sampled_from(HearingState), max_size=12))
    def test_a_hearing_is_held_only_on_a_day_it_was_given(self, wanted):
        been = [HearingState.AWAITING]
        for state in wanted:
            if state in rules.HEARING_STEPS[been[-1]]:
                been.append(state)
        if HearingState.HELD in been:
            place = been.index(HearingState.HELD)
            assert been[place - 1] == HearingState.SCHEDULED

    def test_every_state_says_what_follows_it(self):
        assert set(rules.HEARING_STEPS) == set(HearingState)

    def test_only_what_nobody_has_given_yet_can_be_taken_back(self):
        assert HearingState.SCHEDULED not in rules.OWED["hearing"]
        assert rules.AnswerState.RESPONDED not in rules.OWED["answer"]


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
