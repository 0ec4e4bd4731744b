"""The desk shows what waits for the official who looks, and for nobody else."""

import pytest
from ckan import model as core_model
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.participation.petitions import lifecycle, model

from tests.participation.petitions.conftest import bring_to_moderators


def look(user: str) -> list[tuple[str, str]]:
    """What waits for a user: what to do, and with which petition."""
    found = call_action("petition_desk_list", context={"user": user})
    return [(row["work"], row["title"]["uz"]) for row in found["results"]]


@pytest.fixture(scope="module")
def editor(district):
    user = factories.User()
    member = {"id": district["id"], "username": user["name"], "role": "editor"}
    call_action("organization_member_create", **member)
    return user["name"]


def test_petition_that_waits_for_a_moderator_is_on_the_moderators_desk(make):
    made = make(title="Bogʻ uchun suv")
    bring_to_moderators(made)
    found = call_action("petition_desk_list", context={"user": factories.Sysadmin()["name"]})
    waiting = [str(row["title"]) for row in found["results"] if row["work"] == "moderate"]
    assert any("Bogʻ uchun suv" in title for title in waiting)
    assert found["counts"]["moderate"] >= 1


def test_answer_is_on_the_desk_of_the_body_that_owes_it(opened, editor):
    number = opened(title="Koʻchaga daraxt")
    lifecycle.recheck_thresholds(model.find(number, lock=True), 300)
    core_model.Session.commit()
    assert ("answer", "Koʻchaga daraxt") in look(editor)


def test_stranger_finds_nothing(opened):
    number = opened(title="Yangi bekat")
    lifecycle.recheck_thresholds(model.find(number, lock=True), 300)
    core_model.Session.commit()
    assert look(factories.User()["name"]) == []
