"""A process is led through its states, each step one transaction with its recorded event."""

import hashlib
from datetime import datetime, timedelta

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.tests.helpers import call_action
from ckanext.participation.process import lifecycle, rules

from tests.participation.conftest import phase

REASON = {"en": "The network was down"}


def events(number: int) -> list[str]:
    return [event["event"] for event in call_action("process_event_list", process_no=number)]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_process_goes_from_draft_to_closed_and_each_step_is_recorded(make_process, try_kind):
    number = make_process()["process_no"]
    steps = [
        ("announce", {}), ("open", {}), ("pause", {"reason": REASON}), ("resume", {}),
        ("close", {"reason": REASON}),
    ]  # fmt: skip
    states = [
        call_action(f"process_{name}", process_no=number, **facts)["status"]
        for name, facts in steps
    ]
    assert states == ["announced", "open", "paused", "open", "closed"]
    assert events(number) == ["announced", "opened", "paused", "resumed", "closed"]
    assert [event for heard, event in try_kind.heard if heard == number] == events(number)


def test_opening_freezes_rules_and_phases_by_their_hash(make_process, portal):
    number = make_process(rules={"threshold": 10000})["process_no"]
    opened = call_action("process_open", process_no=number)
    published = portal.get(f"/participate/{number}/rules.json").get_data()
    assert hashlib.sha256(published).hexdigest() == opened["rules_hash"]
    assert opened["rules"]["threshold"] == 10000
    assert opened["rules"]["phases"][0]["features"] == {"sign": 1}
    event = call_action("process_event_list", process_no=number)[0]
    assert event["details"]["rules_hash"] == opened["rules_hash"]


def test_frozen_rules_cannot_be_changed_by_action_or_by_hand(open_process):
    import sqlalchemy as sa

    number = open_process()["process_no"]
    with pytest.raises(lifecycle.Conflict):
        call_action("process_update", process_no=number, rules={"threshold": 1})
    change = sa.text("UPDATE participation_process SET rules = '{}' WHERE process_no = :number")
    with pytest.raises(sa.exc.IntegrityError, match="frozen"):
        model.Session.execute(change, {"number": number})
    model.Session.rollback()


def test_phases_that_overlap_are_refused_by_action_and_by_the_database(make_process, open_process):
    import sqlalchemy as sa

    overlapping = [phase("first", days=3), phase("second", start=2)]
    with pytest.raises(tk.ValidationError) as refused:
        make_process(phases=overlapping)
    assert "phases" in refused.value.error_dict
    insert = sa.text(
        "INSERT INTO participation_phase (process_no, key, during)"
        " SELECT process_no, 'other', during FROM participation_phase WHERE process_no = :number"
    )
    with pytest.raises(sa.exc.IntegrityError, match="no_overlap"):
        model.Session.execute(insert, {"number": open_process()["process_no"]})
    model.Session.rollback()


def test_a_pause_moves_what_is_to_come_by_the_declared_rule(make_process, monkeypatch):
    draft = make_process(
        rules={"outage": {"extends_by": "minutes"}},
        phases=[phase("collect", days=1), phase("vote", start=1, days=1)],
    )
    number = draft["process_no"]
    before = call_action("process_open", process_no=number)
    call_action("process_pause", process_no=number, reason=REASON)
    clock = lifecycle.clock
    monkeypatch.setattr(lifecycle, "clock", lambda: clock() + timedelta(minutes=90))
    after = call_action("process_resume", process_no=number)
    added = call_action("process_event_list", process_no=number)[-1]["details"]["minutes_added"]
    by = timedelta(minutes=added)
    assert 90 <= added <= 91
    assert moment(after["closes_at"]) - moment(before["closes_at"]) == by
    for name in ("start", "end"):
        assert moment(after["phases"][1][name]) - moment(before["phases"][1][name]) == by
    assert after["sequence"] == before["sequence"] + 1


def test_what_is_extended_moves_later_phases_and_the_outcome(make_process):
    phases = [phase("collect", days=1), phase("vote", start=1, days=1)]
    promised = phase(start=5)["start"]
    number = make_process(phases=phases, outcome_at=promised)["process_no"]
    before = call_action("process_open", process_no=number)
    until = moment(before["phases"][0]["end"]) + timedelta(hours=2)
    after = call_action(
        "process_extend", process_no=number, phase="collect", until=until.isoformat(), reason=REASON
    )
    assert moment(after["phases"][0]["end"]) == until
    moved = moment(after["phases"][1]["start"]) - moment(before["phases"][1]["start"])
    assert moved == timedelta(hours=2)
    for name in ("closes_at", "outcome_at"):
        assert moment(after[name]) - moment(before[name]) == timedelta(hours=2)


def test_closing_early_needs_a_reason_that_everyone_can_read(open_process):
    number = open_process()["process_no"]
    with pytest.raises(tk.ValidationError) as refused:
        call_action("process_close", process_no=number)
    assert "reason" in refused.value.error_dict
    call_action("process_close", process_no=number, reason=REASON)
    told = call_action("process_event_list", process_no=number)[-1]["details"]
    assert told["early"] is True
    assert told["reason"] == REASON


def test_a_step_from_the_wrong_state_changes_nothing(make_process):
    number = make_process()["process_no"]
    for name in ("pause", "resume", "close", "extend"):
        facts = {"reason": REASON, "until": phase(start=9)["start"]}
        with pytest.raises(lifecycle.Conflict):
            call_action(f"process_{name}", process_no=number, **facts)
    assert events(number) == []


def test_two_officials_who_saw_the_same_version_do_not_both_win(open_process):
    seen = open_process()
    until = moment(seen["closes_at"]) + timedelta(days=1)
    asked = {
        "process_no": seen["process_no"], "version": seen["version"],
        "until": until.isoformat(), "reason": REASON,
    }  # fmt: skip
    call_action("process_extend", **asked)
    asked["until"] = (until + timedelta(days=1)).isoformat()
    with pytest.raises(lifecycle.Conflict):
        call_action("process_extend", **asked)
    assert events(seen["process_no"]).count("extended") == 1


def test_an_announced_process_that_changes_says_what(make_process):
    number = make_process(phases=[phase(start=1)])["process_no"]
    before = call_action("process_announce", process_no=number)
    after = call_action("process_update", process_no=number, phases=[phase(start=2)])
    assert call_action("process_event_list", process_no=number)[-1]["details"] == {
        "what": ["phases"]
    }
    assert after["sequence"] == before["sequence"] + 1
    assert after["title"] == before["title"]


def test_what_opens_before_its_time_begins_when_it_is_opened(make_process):
    number = make_process(phases=[phase(start=1, days=2)])["process_no"]
    opened = call_action("process_open", process_no=number)
    assert moment(opened["opens_at"]) <= lifecycle.clock()
    assert opened["phases"][0]["active"]
    assert opened["rules"]["phases"][0]["from"] == opened["opens_at"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": {"en": "a\x00b"}}, "title"),
        ({"title": {"en": "abc\u202edef"}}, "title"),
        ({"title": {"en": "\ud800"}}, "title"),
        ({"title": {"en": "x" * 201}}, "title"),
        ({"title": {"xx": "Text"}}, "title"),
        ({"title": {}}, "title"),
        ({"title": 7}, "title"),
        ({"kind": "unheard_of"}, "kind"),
        ({"body": "nobody\x00"}, "body"),
        ({"region": "9999"}, "region"),
        ({"sectors": ["magic"]}, "sectors"),
        ({"rules": {"share": 0.1}}, "rules"),
        ({"rules": {"text": "\x00"}}, "rules"),
        ({"rules": {"phases": []}}, "rules"),
        ({"rules": {"outage": {"extends_by": "mood"}}}, "rules"),
        ({"phases": [phase(features={"fly": 1})]}, "phases"),
        ({"phases": [phase(features={"sign": 9})]}, "phases"),
        ({"phases": [phase(features={"sign": True})]}, "phases"),
        ({"phases": [phase(days=-1)]}, "phases"),
        ({"phases": [phase(), phase(start=5)]}, "phases"),
        ({"phases": [phase("Not a Key")]}, "phases"),
        ({"phases": [{**phase(), "start": "soon"}]}, "phases"),
        ({"outcome_at": "2020-01-01T00:00"}, "outcome_at"),
    ],
)
def test_a_wrong_field_is_refused_by_its_name(make_process, wrong, field):
    with pytest.raises(tk.ValidationError) as refused:
        make_process(**wrong)
    assert set(refused.value.error_dict) == {field}


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "1\x00", None, "7.5", "٧"])
def test_what_is_no_number_is_no_process(database, number):
    with pytest.raises((tk.ObjectNotFound, tk.ValidationError)):
        call_action("process_show", process_no=number)


def test_a_process_whose_time_is_up_cannot_be_opened(make_process):
    number = make_process(phases=[phase(start=-5, days=2)])["process_no"]
    with pytest.raises(tk.ValidationError):
        call_action("process_open", process_no=number)


def test_several_steps_in_one_transaction_are_kept_or_dropped_together(make_process):
    number = make_process()["process_no"]
    context = {"ignore_auth": True, "defer_commit": True}
    tk.get_action("process_announce")(dict(context), {"process_no": number})
    tk.get_action("process_open")(dict(context), {"process_no": number})
    model.Session.rollback()
    assert call_action("process_show", process_no=number)["state"] == rules.DRAFT
    assert events(number) == []
