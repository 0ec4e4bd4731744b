"""Who asked waits not a day longer because another body has to answer."""

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.egov.notifications.model import Message

REASON = {"uz": "Bu masala viloyatga tegishli"}


@pytest.fixture(scope="module")
def other(body):
    """Another body with an official of its own."""
    official = factories.User()
    organization = factories.Organization(users=[{"name": official["name"], "capacity": "editor"}])
    return organization | {"official": official["name"]}


def forward(number, user, to, reason=REASON):
    given = {"obligation_id": number, "body": to, "reason": reason}
    return tk.get_action("answer_forward")({"user": user}, given)


def test_last_days_stay_and_the_body_changes(owe, body, other):
    number = owe()
    before = call_action("answer_show", obligation_id=number)
    after = forward(number, body["official"], other["name"])
    assert after["body"] == other["name"]
    kept = ("owed_at", "acknowledge_by", "answer_by", "due", "days_left", "acknowledged_at")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_everybody_reads_from_whom_to_whom_it_went_and_why(owe, body, other):
    number = owe()
    forward(number, body["official"], other["name"])
    (passed,) = call_action("answer_show", obligation_id=number)["forwarded"]
    assert (passed["from"], passed["to"]) == (body["name"], other["name"])
    assert passed["reason"] == REASON


def test_both_bodies_are_told(owe, body, other):
    number = owe()
    forward(number, body["official"], other["name"])
    told = model.Session.scalars(
        sa.select(Message.text).where(Message.key.like("answer-forwarded:%"))
    )
    texts = [text for text in told if f"/answers/{number}" in text]
    assert len(texts) == 2
    assert all(REASON["uz"] in text for text in texts)


def test_who_handed_it_on_has_no_more_say_and_who_got_it_has(owe, body, other):
    number = owe()
    forward(number, body["official"], other["name"])
    with pytest.raises(tk.NotAuthorized):
        forward(number, body["official"], body["name"])
    assert forward(number, other["official"], body["name"])["body"] == body["name"]


def test_what_is_answered_goes_nowhere(owe, body, other):
    number = owe()
    version = call_action("answer_draft_show", obligation_id=number)["version"]
    answer = {"texts": {"uz": "Ha"}, "decision": "accepted", "version": version}
    call_action("answer_publish", obligation_id=number, **answer)
    with pytest.raises(tk.ValidationError):
        forward(number, body["official"], other["name"])


@pytest.mark.parametrize("to", ["", "no-such-body", ["a"], {"a": 1}, "a\x00b"], ids=repr)
def test_body_that_is_not_there_is_refused(owe, body, to):
    with pytest.raises(tk.ValidationError):
        forward(owe(), body["official"], to)


@pytest.mark.parametrize("reason", ["", {}, None, 3, ["a"], {"uz": " "}, {"uz": "a" * 2001}])
def test_without_a_public_reason_nothing_is_handed_on(owe, body, other, reason):
    number = owe()
    with pytest.raises(tk.ValidationError):
        forward(number, body["official"], other["name"], reason)
    assert call_action("answer_show", obligation_id=number)["body"] == body["name"]


def test_the_body_that_has_it_already_cannot_get_it(owe, body):
    with pytest.raises(tk.ValidationError):
        forward(owe(), body["official"], body["name"])
