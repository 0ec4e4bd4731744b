"""Who may take, decide and appeal, for any moment."""

from datetime import UTC, datetime, timedelta

import pytest
from ckanext.egov.moderation import rules
from ckanext.egov.moderation.rules import Facts
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2028, 2, 29, 12, tzinfo=UTC)
HOLD = timedelta(minutes=15)
MONTH = timedelta(days=30)
PEOPLE = ("ann", "bob")


def held(by, until=NOW + HOLD, **more):
    return Facts(held_by=by, held_until=until, **more)


@pytest.mark.parametrize(
    ("case", "force", "refusal"),
    [
        (Facts(), False, None),
        (held("ann"), False, None),
        (held("bob"), False, "held_by_other"),
        (held("bob"), True, None),
        (held("bob", until=NOW), False, None),
        (Facts(state="approved"), True, "already_decided"),
        (Facts(not_by="ann"), True, "own_decision"),
    ],
)
def test_taking(case, force, refusal):
    assert rules.taking(case, "ann", NOW, force) == refusal


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        (held("ann"), None),
        (held("ann", until=NOW), "not_held"),
        (held("bob"), "not_held"),
        (Facts(), "not_held"),
        (held("ann", state="rejected"), "already_decided"),
        (held("ann", not_by="ann"), "own_decision"),
    ],
)
def test_only_who_holds_a_case_decides_it(case, refusal):
    assert rules.deciding(case, "ann", NOW) == refusal


@given(
    holder=st.sampled_from([None, *PEOPLE]),
    minutes=st.integers(-60, 60),
    first=st.sampled_from([None, *PEOPLE]),
)
def test_never_may_two_moderators_decide_at_the_same_moment(holder, minutes, first):
    until = NOW + timedelta(minutes=minutes) if holder else None
    case = Facts(held_by=holder, held_until=until, not_by=first)
    allowed = [person for person in PEOPLE if rules.deciding(case, person, NOW) is None]
    assert len(allowed) <= 1
    assert first not in allowed


@pytest.mark.parametrize(
    ("case", "appealed", "refusal"),
    [
        (Facts(state="rejected", decided_at=NOW - MONTH / 2), False, None),
        (Facts(state="hidden", decided_at=NOW - MONTH + timedelta(seconds=1)), False, None),
        (Facts(state="hidden", decided_at=NOW - MONTH), False, "too_late"),
        (Facts(state="rejected", decided_at=NOW), True, "already_appealed"),
        (Facts(state="approved", decided_at=NOW), False, "not_refused"),
        (Facts(), False, "not_refused"),
        (Facts(state="rejected", decided_at=NOW, not_by="bob"), False, "appeal_is_final"),
    ],
)
def test_appealing(case, appealed, refusal):
    assert rules.appealing(case, appealed, NOW, MONTH) == refusal


@pytest.mark.parametrize(
    ("decision", "hides", "state", "outcome"),
    [
        ("approve", False, "approved", "overturned"),
        ("reject", False, "rejected", "upheld"),
        ("reject", True, "hidden", "upheld"),
    ],
)
def test_what_a_decision_makes_of_a_case_and_of_an_appeal(decision, hides, state, outcome):
    assert rules.state_after(decision, hides) == state
    assert rules.outcome(state) == outcome


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_hours_waited_are_whole_and_never_negative(waited):
    assert 0 <= rules.hours(NOW, NOW + waited) <= waited / timedelta(hours=1)
    assert rules.hours(NOW + waited, NOW) == 0 or waited == timedelta(0)
