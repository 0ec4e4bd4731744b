"""A threshold is crossed once, whoever looks and however often."""

from __future__ import annotations

from dataclasses import dataclass

import ckan.model as core_model
import pytest
from ckan.tests.helpers import call_action
from ckanext.egov import answers
from ckanext.participation.petitions import jobs, model


@dataclass
class Counted:
    total: int


@pytest.fixture
def count(monkeypatch):
    """How many have signed, as the counters say."""
    counted = {}

    def read(process_no, feature=None):
        return Counted(counted.get(process_no, 0))

    monkeypatch.setattr(jobs.counters, "read", read)
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
