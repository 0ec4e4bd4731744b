"""The pages hold what people typed, say what is wrong, and never break."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from .conftest import NUMBERS, letter

ANSWERS = {
    "level": {"level": "district"},
    "body": {"body": "…"},
    "title": {"title": "Yangi koʻprik quring"},
    "background": {"background": "Daryodan oʻtish uchun koʻprik yoʻq."},
    "details": {"details": "Eski koʻprik 2019-yilda buzilgan."},
    "creator": {"creator_name": "Olim Karimov", "creator_email": ""},
}
ORDER = list(ANSWERS)


class Browser:
    """A browser that stops where it is led, so that tests see where that is."""

    def __init__(self, portal):
        self.client = portal.test_client(use_cookies=True)

    def get(self, address):
        return self.client.get(address, follow_redirects=False)

    def post(self, address, **sent):
        return self.client.post(address, follow_redirects=False, **sent)


@pytest.fixture
def browser(portal, database):
    """Somebody who just came: no cookies of earlier tests."""
    return Browser(portal)


def _answers(district):
    creator = {"creator_name": "Olim Karimov", "creator_email": f"olim{next(NUMBERS)}m@example.uz"}
    return ANSWERS | {"body": {"body": district["name"]}, "creator": creator}


def _post(browser, step, data):
    return browser.post(f"/en/petition/new/{step}", data=data)


def _heading(reply):
    return BeautifulSoup(reply.data, "html.parser").h1.get_text(strip=True)


def _fill(browser, district, until="creator"):
    for step, typed in _answers(district).items():
        reply = _post(browser, step, typed)
        assert reply.status_code == 302, reply.data[-3000:]
        if step == until:
            return reply
    return None


class TestWriting:
    def test_the_questions_come_one_after_the_other(self, browser, district):
        for step, following in zip(ORDER, [*ORDER[1:], "check"], strict=True):
            reply = _post(browser, step, _answers(district)[step])
            assert reply.status_code == 302
            assert reply.location.endswith(f"/new/{following}")

    def test_nobody_comes_to_a_question_before_the_ones_ahead_of_it(self, browser):
        reply = browser.get("/en/petition/new/check")
        assert reply.location.endswith("/new/level")

    def test_going_back_shows_what_was_typed(self, browser, district):
        _fill(browser, district)
        page = BeautifulSoup(browser.get("/en/petition/new/details").data, "html.parser")
        assert page.textarea.get_text().strip() == ANSWERS["details"]["details"]

    def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(self, browser, district):
        _post(browser, "body", _answers(district)["body"])
        reply = _post(browser, "title", {"title": "See www.spam.uz now"})
        page = BeautifulSoup(reply.data, "html.parser")
        assert reply.status_code == 400
        field = page.find(id="field-title")
        assert field["value"] == "See www.spam.uz now"
        assert page.find(id=field["aria-describedby"].split()[-1]).get_text(strip=True)
        assert page.title.get_text().startswith("Error")

    @pytest.mark.parametrize(
        "typed", [b"title=%00", b"title=%e2%80%ae", b"", b"title=" + b"a" * 9999]
    )
    def test_no_input_breaks_a_page(self, browser, typed):
        kind = "application/x-www-form-urlencoded"
        reply = browser.post("/en/petition/new/title", data=typed, content_type=kind)
        assert reply.status_code == 400
        assert b"\x00" not in reply.data

    def test_after_a_change_one_checks_again(self, browser, district):
        _fill(browser, district)
        reply = _post(browser, "background", {"background": "Boshqa sabab."})
        assert reply.location.endswith("/new/check")
        assert "Boshqa sabab." in browser.get("/en/petition/new/check").text

    def test_the_cookie_holds_no_name_and_no_address(self, browser, district):
        _fill(browser, district)
        cookies = str([cookie.value for cookie in browser.client._cookies.values()])
        assert "Karimov" not in cookies
        assert "olim" not in cookies


class TestSending:
    def test_it_is_confirmed_with_the_code_of_the_letter(self, browser, district):
        import re

        _fill(browser, district)
        sent = browser.post("/en/petition/new/check")
        page = browser.get(sent.location)
        assert "o…m@example.uz" in page.text
        code = re.search(r"(?<!\d)\d{6}(?!\d)", _newest_letter()).group()
        done = browser.post(sent.location, data={"code": code})
        assert done.location.endswith("/mine")
        page = browser.get(done.location)
        assert page.status_code == 200
        assert "/petition/invitation#" in page.text

    def test_the_token_of_the_link_works_in_another_browser(self, portal, browser, district):
        import re

        _fill(browser, district)
        sent = browser.post("/en/petition/new/check")
        token = re.search(r"#([0-9A-Z-]{19})", _newest_letter()).group(1)
        assert Browser(portal).post(sent.location, data={"code": token}).location.endswith("/mine")

    def test_looking_at_the_page_of_the_link_confirms_nothing(self, browser, district):
        from ckanext.participation.petitions import model

        _fill(browser, district)
        sent = browser.post("/en/petition/new/check")
        browser.get(sent.location)
        assert model.find(int(sent.location.split("/")[-2])).state == "pending"

    def test_a_second_click_writes_no_second_petition(self, browser, district):
        _fill(browser, district)
        first = browser.post("/en/petition/new/check").location
        assert browser.post("/en/petition/new/check").location == first

    def test_a_wrong_code_is_told_and_the_page_stays(self, browser, district):
        _fill(browser, district)
        sent = browser.post("/en/petition/new/check")
        reply = browser.post(sent.location, data={"code": "12"})
        assert reply.status_code == 400


class TestReading:
    def test_the_page_says_how_far_it_is(self, browser, opened):
        reply = browser.get(f"/en/petition/{opened()}")
        page = BeautifulSoup(reply.data, "html.parser")
        assert reply.status_code == 200
        assert _heading(reply) == "Maktab yoʻlini yoriting"
        assert page.progress["value"] == "0"
        assert "300 more are needed" in page.get_text()

    def test_the_same_address_gives_data(self, browser, opened):
        number = opened()
        assert browser.get(f"/petition/{number}.json").json["process_no"] == number
        assert browser.get(f"/petition/{number}.csv").text.startswith("\ufeffby,code,title,")

    @pytest.mark.parametrize("number", ["0", "999999999", "9" * 30])
    def test_a_petition_that_is_not_there_is_404(self, browser, number):
        assert browser.get(f"/en/petition/{number}").status_code == 404

    def test_what_is_not_published_is_404_like_what_is_not_there(self, browser, make):
        for address in ("", ".json", ".csv", "/sign"):
            page = browser.get(f"/en/petition/{make()['process_no']}{address}")
            assert page.status_code == 404, address

    @pytest.mark.parametrize(
        "query", ["show=none", "page=0", "page=x", "sort=%00", "page=" + "9" * 40]
    )
    def test_a_list_that_is_not_there_is_told(self, browser, query):
        assert browser.get(f"/en/petition?{query}").status_code == 400

    def test_an_empty_list_leads_on(self, browser, opened):
        opened()
        page = browser.get("/en/petition?body=nobody-at-all")
        assert page.status_code == 200
        assert "no petition in this list" in page.text

    def test_lists_are_data_too(self, browser, opened):
        number = opened()
        found = browser.get("/petition.json?show=all").json
        assert number in [item["process_no"] for item in found["petitions"]]
        assert str(number) in browser.get("/petition.csv?show=all").text


def _newest_letter():
    import ckan.model as core_model
    import sqlalchemy as sa
    from ckanext.egov.notifications.model import Message

    core_model.Session.rollback()
    newest = sa.select(Message.key).where(Message.template == "petition_confirm")
    return letter(core_model.Session.scalars(newest.order_by(Message.queued_at.desc())).first())


def test_small_regions_are_left_out_in_words_on_the_page_and_in_files(portal, opened):
    import ckan.model as core_model
    import sqlalchemy as sa

    number = opened()
    for table, key, value in (("state", "state", "valid"), ("region", "region", "1735")):
        row = sa.text(
            f"INSERT INTO participation_count_{table} (process_no, feature, subject, {key}, total)"
            f" VALUES (:no, 'sign', '', '{value}', 3)"
        )
        core_model.Session.execute(row, {"no": number})
    core_model.Session.commit()
    page = portal.get(f"/en/petition/{number}").body
    assert "fewer than 10, or left out" in page
    assert "none, or left out" in page, "the legend of the map"
    sheet = portal.get(f"/en/petition/{number}.csv").body
    assert 'region,1735,Republic of Karakalpakstan,,,"fewer than 10, or left out"' in sheet
    shown = portal.get(f"/petition/{number}.json").json
    assert shown["by_region"]["1735"] is None
    assert (shown["count"], shown["min_cell"]) == (3, 10)
