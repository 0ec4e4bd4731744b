"""A kind of things to moderate, moderators, and cases of theirs."""

import uuid
from types import SimpleNamespace

import pytest
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.egov import moderation
from ckanext.egov.moderation import kinds
from ckanext.egov.moderation.interfaces import ModeratedKind


@pytest.fixture
def things(monkeypatch):
    """The kind "thing": what its room heard is in `decided`."""
    known = SimpleNamespace(decided=[], email="author@example.uz")

    def show(object_id):
        return {
            "title": f"Title {object_id[:6]}",
            "text": f"Text {object_id}",
            "url": "/about",
            "author_email": known.email,
            "language": "en",
        }

    def decide(object_id, decision, reason):
        known.decided.append((object_id, decision, reason))

    kind = ModeratedKind(title=lambda: "A thing", show=show, decide=decide)
    monkeypatch.setattr(kinds, "kinds", lambda: {"thing": kind})
    return known


@pytest.fixture
def submit(database, things):
    def make():
        case_id = moderation.submit("thing", uuid.uuid4().hex, "some-body")
        model.Session.commit()
        return case_id

    return make


@pytest.fixture
def moderator(database):
    """The name of a new moderator."""

    def make():
        return factories.User()["name"]

    return make


@pytest.fixture
def act():
    """Call an action of moderation as somebody who may."""

    def call(action, user, **data):
        context = {"user": user, "ignore_auth": True}
        return call_action(f"moderation_{action}", context=context, **data)

    return call


@pytest.fixture
def refused(submit, moderator, act):
    """A case that was refused, with the name of who did it."""
    user, case_id = moderator(), submit()
    act("case_checkout", user, id=case_id)
    act("case_decide", user, id=case_id, decision="reject", reason="unclear", note="Say where.")
    return SimpleNamespace(case_id=case_id, user=user)
