"""What may become of a commitment."""

from datetime import date, timedelta

import pytest
from ckanext.participation.outcomes import rules
from hypothesis import given
from hypothesis import strategies as st

DUE = date(2027, 3, 1)
PROOF = [{"kind": "act"}]


def facts(status, reason="", due=DUE):
    return {"status": status, "reason": reason, "due": due}


@pytest.mark.parametrize("status", rules.STATUSES)
def test_only_what_is_not_finished_becomes_late(status):
    shown = rules.shown(status, DUE, DUE + timedelta(1))
    assert shown == (rules.LATE if status in (rules.PLANNED, rules.UNDERWAY) else status)
    assert rules.shown(status, DUE, DUE) == status


@given(st.sampled_from(rules.STATUSES), st.integers(-50, 50))
def test_days_late_are_counted_exactly_while_it_is_late(status, days):
    late = rules.days_late(status, DUE, DUE + timedelta(days))
    assert (late > 0) == (rules.shown(status, DUE, DUE + timedelta(days)) == rules.LATE)


def test_done_needs_evidence():
    assert rules.problems(facts("planned"), facts("done"), []) == {"evidence": "needed"}
    assert rules.problems(facts("planned"), facts("done"), PROOF) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (facts("planned"), facts("dropped")),
        (facts("done"), facts("underway")),
        (facts("dropped"), facts("planned")),
        (facts("underway"), facts("underway", due=DUE + timedelta(1))),
    ],
)
def test_dropping_postponing_and_taking_back_need_a_reason(old, new):
    assert rules.problems(old, new, PROOF) == {"reason": "needed"}
    assert rules.problems(old, new | {"reason": "Because"}, PROOF) == {}


def test_what_was_dropped_is_not_suddenly_done():
    assert "status" in rules.problems(facts("dropped"), facts("done", "x"), PROOF)
