"""A process begins among invited people; what comes later begins when its slice says so."""

from __future__ import annotations

from datetime import timedelta

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests.helpers import call_action
from ckanext.participation.process import continuing, jobs, lifecycle, rules

from tests.participation.conftest import phase

LATER = {"later": {"voting": {"vote": 2}}}
ANYBODY = {"user": "", "ignore_auth": False}


@pytest.fixture
def begun(make_process):
    """A process that invited people take part in; its number."""
    draft = make_process(phases=[phase(features={"comment": 1})], rules=LATER)
    continuing.open_unannounced(draft["process_no"])
    model.Session.commit()
    return draft["process_no"]


def allowed(number: int, feature: str, level: int = 3) -> bool:
    process = lifecycle.read(number)
    facts = rules.ProcessFacts(
        number, process.state, process.opens_at, process.closes_at, process.paused_at
    )
    phases = lifecycle.phases_of(number)
    return rules.allows(facts, phases, feature, level, lifecycle.clock()) is None


def event_names(number: int) -> list[str]:
    return [event["event"] for event in call_action("process_event_list", process_no=number)]


class TestBeginningAmongTheInvited:
    def test_it_is_open_and_its_rules_are_frozen(self, begun):
        process = lifecycle.read(begun)
        assert (process.state, process.announced_at) == (rules.OPEN, None)
        assert process.rules_hash == rules.rules_hash(process.rules)
        assert allowed(begun, "comment")

    @pytest.mark.parametrize("action", ["process_show", "process_event_list"])
    def test_nobody_else_sees_it(self, begun, action):
        with pytest.raises(tk.NotAuthorized):
            call_action(action, dict(ANYBODY), process_no=begun)

    def test_it_stands_in_no_list(self, begun):
        found = call_action("process_list", rows=100)["results"]
        assert begun not in [process["process_no"] for process in found]

    def test_the_clock_does_not_close_it(self, begun):
        process = lifecycle.lock(begun)
        process.opens_at -= timedelta(days=30)
        process.closes_at -= timedelta(days=30)
        model.Session.commit()
        jobs.keep_dates()
        assert lifecycle.read(begun).state == rules.OPEN
        assert not allowed(begun, "comment")


class TestALaterPhase:
    def test_it_begins_now_with_what_the_frozen_rules_allow(self, begun):
        frozen = lifecycle.read(begun).rules_hash
        end = lifecycle.clock() + timedelta(days=2)
        continuing.begin_phase(begun, "voting", end)
        model.Session.commit()
        assert (allowed(begun, "vote", 2), allowed(begun, "vote", 1)) == (True, False)
        assert not allowed(begun, "comment")
        process = lifecycle.read(begun)
        assert (process.closes_at, process.rules_hash) == (end, frozen)

    def test_it_is_announced_with_it_once(self, begun):
        for _ in range(2):
            continuing.begin_phase(begun, "voting", lifecycle.clock() + timedelta(days=2))
        model.Session.commit()
        assert call_action("process_show", dict(ANYBODY), process_no=begun)["process_no"] == begun
        assert event_names(begun) == ["opened", "announced", "phase_begun", "phase_begun"]

    def test_what_the_rules_do_not_name_cannot_begin(self, begun):
        with pytest.raises(KeyError):
            continuing.begin_phase(begun, "signing", lifecycle.clock() + timedelta(days=2))
        model.Session.rollback()

    @pytest.mark.parametrize("step", ["pause", "stop", "close"])
    def test_nothing_begins_in_a_process_that_does_not_run(self, begun, step):
        call_action(f"process_{step}", process_no=begun, reason={"en": "Why"})
        with pytest.raises(lifecycle.Conflict):
            continuing.begin_phase(begun, "voting", lifecycle.clock() + timedelta(days=2))
        model.Session.rollback()

    def test_nothing_begins_in_a_draft(self, make_process):
        number = make_process(rules=LATER)["process_no"]
        with pytest.raises(lifecycle.Conflict):
            continuing.begin_phase(number, "voting", lifecycle.clock() + timedelta(days=2))
        model.Session.rollback()


class TestConcealing:
    def test_what_was_announced_is_seen_by_nobody_any_more(self, open_process):
        number = open_process()["process_no"]
        continuing.conceal(number)
        model.Session.commit()
        with pytest.raises(tk.NotAuthorized):
            call_action("process_show", dict(ANYBODY), process_no=number)
        found = call_action("process_list", rows=100)["results"]
        assert number not in [process["process_no"] for process in found]
