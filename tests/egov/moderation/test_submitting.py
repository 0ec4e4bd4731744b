"""How objects come into the queue."""

import uuid

import pytest
from ckan import model
from ckanext.egov import moderation
from ckanext.egov.moderation.model import Case, Record

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def rolled_back():
    yield
    model.Session.rollback()


def submit(object_id=None):
    return moderation.submit("thing", object_id or uuid.uuid4().hex, "some-body")


def test_a_submitted_object_waits_and_has_a_day_until_which_it_should_be_decided():
    case = model.Session.get(Case, submit())
    assert (case.state, case.body, case.held_by) == ("waiting", "some-body", None)
    assert (case.due_at - case.submitted_at).days == 5


def test_an_object_that_already_waits_keeps_its_case():
    object_id = uuid.uuid4().hex
    assert submit(object_id) == submit(object_id)


def test_the_record_of_a_case_begins_with_its_submission():
    case_id = submit()
    found = model.Session.query(Record).filter_by(case_id=case_id).one()
    assert (found.event, found.actor) == ("submitted", None)


def test_submitting_is_undone_with_the_callers_transaction():
    case_id = submit()
    model.Session.rollback()
    assert model.Session.get(Case, case_id) is None
