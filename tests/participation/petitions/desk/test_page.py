"""The page of the desk: what waits for an official; a refusal in words for others."""

import pytest
from ckan.tests import factories

from tests.participation.petitions.conftest import bring_to_moderators


def signed_in(user):
    return {"Authorization": user["token"]}


def test_moderator_sees_what_waits_with_a_link_to_it(app, make):
    made = make(title="Suv quvurini taʼmirlang")
    bring_to_moderators(made)
    page = app.get("/petitions/desk", headers=signed_in(factories.SysadminWithToken()))
    assert page.status_code == 200
    assert "Suv quvurini taʼmirlang" in page.body
    assert "/moderation/case/" in page.body


@pytest.mark.usefixtures("database")
def test_who_is_no_official_reads_why_not(app):
    page = app.get("/petitions/desk", headers=signed_in(factories.UserWithToken()))
    assert page.status_code == 403


@pytest.mark.usefixtures("database")
def test_who_is_not_logged_in_is_asked_to(app):
    page = app.get("/petitions/desk", follow_redirects=False)
    assert page.status_code == 302
    assert "/user/login" in page.headers["Location"]
