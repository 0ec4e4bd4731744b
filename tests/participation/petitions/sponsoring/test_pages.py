"""The pages before the opening and after the end: invited, creator, moderator, everybody else."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.participation.petitions import lifecycle, model

from tests.participation.petitions.conftest import opened  # noqa: F401
from tests.participation.petitions.signing.conftest import CHILONZOR, code_of
from tests.participation.petitions.test_pages import Browser

from .conftest import invitation, letter

SUPPORTER = {"name": "Oygul", "address": "oygul@example.uz", "district": CHILONZOR}


@pytest.fixture(scope="module")
def number(looking) -> int:
    return looking()


@pytest.fixture
def browser(portal, database):
    return Browser(portal)


@pytest.fixture
def invited(browser, number):
    """Somebody who opened the invitation."""
    reply = browser.post("/en/petition/invitation", data={"code": invitation(number)})
    assert reply.location.endswith(f"/petition/{number}/sponsor")
    return browser


class TestInvited:
    def test_they_read_the_petition_and_find_the_form(self, invited, number, written):
        page = BeautifulSoup(invited.get(f"/en/petition/{number}/sponsor").data, "html.parser")
        assert page.h1.get_text(strip=True) == written["title"]
        assert page.find(id="field-address")

    def test_their_link_to_the_petition_leads_there_too(self, invited, number):
        reply = invited.get(f"/en/petition/{number}")
        assert reply.location.endswith(f"/petition/{number}/sponsor")

    @pytest.mark.parametrize("page", ["", "/withdraw?feature=sponsor"])
    def test_the_links_of_their_receipt_lead_there(self, invited, number, page):
        reply = invited.get(f"/en/participate/{number}{page}")
        assert reply.location.endswith(f"/petition/{number}")

    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, invited, number):
        typed = SUPPORTER | {"district": ""}
        reply = invited.post(f"/en/petition/{number}/sponsor", data=typed)
        page = BeautifulSoup(reply.data, "html.parser")
        assert reply.status_code == 400
        assert page.find(id="field-name")["value"] == "Oygul"
        assert page.title.get_text().startswith("Error")

    def test_the_form_leads_to_the_code(self, invited, number):
        reply = invited.post(f"/en/petition/{number}/sponsor", data=SUPPORTER)
        assert reply.location.endswith("/participate/sent")

    def test_no_address_holds_the_invitation(self, invited, number):
        reply = invited.post(f"/en/petition/{number}/sponsor", data=SUPPORTER)
        assert invitation(number) not in reply.location

    def test_others_find_nothing_there(self, browser, number):
        assert browser.get(f"/en/petition/{number}").status_code == 404
        assert browser.get(f"/en/petition/{number}/sponsor").location.endswith("/invitation")

    def test_what_is_no_invitation_is_told(self, browser):
        reply = browser.post("/en/petition/invitation", data={"code": "ABC"})
        assert reply.status_code == 400
        assert "This is not an invitation" in reply.text


class TestCreator:
    def test_they_come_in_by_the_code_and_send_an_update(self, browser, opened):  # noqa: F811
        number = opened(creator_email="yoz@example.uz")
        door = f"/en/petition/{number}/mine"
        assert "Send me a link" in browser.get(door).text
        browser.post(door, data={"email": "yoz@example.uz"})
        code = code_of(_newest("petition_creator"))
        assert browser.post(door, data={"code": code}).location.endswith("/mine")
        wrong = browser.post(f"{door}/update", data={"title": "Yangi", "text": ""})
        page = BeautifulSoup(wrong.data, "html.parser")
        assert (wrong.status_code, page.find(id="field-title")["value"]) == (400, "Yangi")
        sent = browser.post(f"{door}/update", data={"title": "Yangi", "text": "Xabar"})
        assert sent.location.endswith("#updates")
        assert "A moderator reads it." in browser.get(door).text

    def test_a_wrong_code_and_no_pass_are_told(self, browser, number):
        door = f"/en/petition/{number}/mine"
        assert browser.post(door, data={"code": "0123-4567-89AB-CDEF"}).status_code == 400
        assert browser.post(f"{door}/update", data={"title": "a", "text": "b"}).status_code == 403


class TestEnded:
    def test_a_hidden_one_is_gone_with_its_reason_and_without_its_text(
        self, browser, looking, written
    ):
        number = looking()
        petition = model.find(number, lock=True)
        lifecycle.recheck_sponsors(petition, 5)
        lifecycle.reject(petition, "hatred")
        model.model.Session.commit()
        reply = browser.get(f"/en/petition/{number}")
        assert reply.status_code == 410
        assert "A moderator rejected this petition." in reply.text
        assert written["title"] not in reply.text
        assert browser.get(f"/en/petition/{number}.json").status_code == 404

    def test_one_that_was_taken_down_says_so(self, browser, opened):  # noqa: F811
        number = opened()
        call_action("petition_remove", process_no=number, reason="court_order")
        reply = browser.get(f"/en/petition/{number}")
        assert (reply.status_code, "A court ordered it" in reply.text) == (410, True)

    def test_a_rejected_one_shows_reason_and_advice(self, browser, looking):
        number = looking()
        petition = model.find(number, lock=True)
        lifecycle.recheck_sponsors(petition, 5)
        lifecycle.reject(petition, "information_request")
        model.model.Session.commit()
        page = browser.get(f"/en/petition/{number}").text
        assert "It asks for information only" in page
        assert "Look among the open data" in page


class TestOfficials:
    def test_everybody_else_is_sent_to_log_in(self, browser, number):
        reply = browser.get(f"/en/petition/{number}/officials")
        assert "/user/login" in reply.location

    def test_a_moderator_takes_down_with_a_reason(self, portal, opened):  # noqa: F811
        number = opened()
        token = call_action("api_token_create", user=_moderator(), name="t")["token"]
        here, sent = f"/en/petition/{number}/officials", {"Authorization": token}
        page = BeautifulSoup(portal.get(here, headers=sent).text, "html.parser")
        assert page.find(id="reason-remove")
        assert page.find(id="reason-stop") is None
        wrong = portal.post(f"{here}/remove", data={"reason": "x"}, headers=sent, status=400)
        assert "Choose a reason" in wrong.text
        done = {"data": {"reason": "private_data"}, "headers": sent, "follow_redirects": False}
        portal.post(f"{here}/remove", **done)
        assert call_action("petition_ending_show", process_no=number)["state"] == "removed"


def _moderator() -> str:
    return factories.Sysadmin()["name"]


def _newest(template: str) -> str:
    import sqlalchemy as sa
    from ckan import model as core_model
    from ckanext.egov.notifications.model import Message

    query = sa.select(Message.key).where(Message.template == template)
    key = core_model.Session.scalars(query.order_by(Message.queued_at.desc()).limit(1)).one()
    return letter(key)
