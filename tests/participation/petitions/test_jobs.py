"""A threshold is crossed once, whoever looks and however often."""

from __future__ import annotations

from dataclasses import dataclass, field

import ckan.model as core_model
import pytest
from ckan.tests.helpers import call_action
from ckanext.egov import answers
from ckanext.participation import counters
from ckanext.participation.petitions import jobs, lifecycle, model
from ckanext.participation.petitions.rules import HearingState, StepRefused


@dataclass
class Counted:
    total: int
    by_state: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def count(monkeypatch):
    """How many have signed, as the counters say."""
    counted = {}

    def read(process_no, feature=None):
        valid, withdrawn = counted.get(process_no, 0), counted.get((process_no, "withdrawn"), 0)
        return Counted(valid, {"valid": valid, "withdrawn": withdrawn})

    monkeypatch.setattr(counters, "read", read)
    return counted


def test_below_the_threshold_nothing_is_owed(opened, count):
    number = opened()
    count[number] = 299
    jobs.check_thresholds()
    assert model.find(number).threshold_reached_at is None
    assert answers.of("petition", str(number)) is None


def test_at_the_threshold_an_answer_is_owed(opened, count, district):
    number = opened()
    count[number] = 300
    jobs.check_thresholds()
    owed = answers.of("petition", str(number))
    assert owed is not None
    assert owed.body == district["name"]
    assert model.find(number).threshold_reached_at is not None
    assert owed.acknowledge_by < owed.answer_by


def test_a_second_look_changes_nothing(opened, count):
    number = opened()
    count[number] = 300
    jobs.check_thresholds()
    first = model.find(number).threshold_reached_at
    jobs.check_thresholds()
    core_model.Session.expire_all()
    assert model.find(number).threshold_reached_at == first
    events = [row["event"] for row in call_action("process_event_list", process_no=number)]
    assert events.count("threshold_reached") == 1


def test_below_the_threshold_after_invalidation_nothing_is_owed_any_more(opened, count):
    number = opened()
    _counted(count, number, 300)
    _counted(count, number, 299)
    assert _stand(number) == (None, "none")
    owed = answers.of("petition", str(number))
    assert owed is not None
    assert (owed.state, owed.release_reason) == ("released", "threshold_lost")
    events = [row["event"] for row in call_action("process_event_list", process_no=number)]
    assert events[-3:] == ["threshold_reached", "threshold_lost", "released"]


def test_when_enough_sign_again_the_days_of_the_answer_begin_anew(opened, count):
    number = opened()
    for total in (300, 299, 300):
        _counted(count, number, total)
    owed = answers.of("petition", str(number))
    assert owed is not None
    assert (owed.state, owed.release_reason) == ("owed", None)
    assert _stand(number)[1] == "awaiting"


def test_who_withdraws_after_the_threshold_takes_the_answer_from_nobody(opened, count):
    number = opened()
    count[number, "withdrawn"] = 7
    _counted(count, number, 300)
    count[number, "withdrawn"] = 8
    _counted(count, number, 299)
    assert _stand(number)[1] == "awaiting"
    # The seven had withdrawn before: they do not stand in for what is found invalid.
    _counted(count, number, 298)
    assert _stand(number) == (None, "none")


def test_an_answer_that_was_given_stays_given(opened, count):
    number = opened()
    _counted(count, number, 300)
    petition = model.find(number, lock=True)
    petition.answer_state = "responded"
    core_model.Session.commit()
    _counted(count, number, 10)
    assert _stand(number)[1] == "responded"
    assert model.find(number).threshold_reached_at is not None


def test_the_threshold_of_a_hearing_is_one_of_its_own(opened, count):
    number = opened()
    _counted(count, number, 3000)
    petition = model.find(number)
    assert (petition.answer_state, petition.hearing_state) == ("awaiting", "awaiting")
    _counted(count, number, 2999)
    petition = model.find(number)
    assert (petition.answer_state, petition.hearing_state) == ("awaiting", "none")
    assert petition.hearing_threshold_reached_at is None


def test_a_hearing_that_has_its_day_takes_place(opened, count):
    number = opened()
    _counted(count, number, 3000)
    petition = model.find(number, lock=True)
    lifecycle.change_hearing(petition, HearingState.SCHEDULED, model.now())
    core_model.Session.commit()
    _counted(count, number, 2999)
    assert model.find(number).hearing_state == "scheduled"
    petition = model.find(number, lock=True)
    with pytest.raises(StepRefused):
        lifecycle.change_hearing(petition, HearingState.AWAITING)
    lifecycle.change_hearing(petition, HearingState.HELD)
    core_model.Session.commit()
    assert model.find(number).hearing_state == "held"


def _counted(count, number: int, total: int) -> None:
    count[number] = total
    jobs.check_thresholds()
    core_model.Session.expire_all()


def _stand(number: int):
    petition = model.find(number)
    return petition.threshold_reached_at, petition.answer_state


def test_a_draft_that_nobody_finished_is_forgotten(database):
    import sqlalchemy as sa

    old, young = model.new_draft(), model.new_draft()
    core_model.Session.flush()
    old.modified_at = sa.func.now() - sa.text("interval '31 days'")
    core_model.Session.commit()
    kept, gone = young.draft_id, old.draft_id
    jobs.forget_drafts()
    core_model.Session.expunge_all()
    assert (model.draft(kept) is not None, model.draft(gone)) == (True, None)
