"""The count for pages of others: small, without cookies, and nothing in it can be pressed."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from ckan.tests.helpers import call_action

MOST_BYTES = 200


@pytest.fixture(scope="module")
def number(opened) -> int:
    """A petition that is open."""
    return opened()


@pytest.fixture
def client(portal):
    """Somebody who is signed in elsewhere and has cookies."""
    found = portal.test_client(use_cookies=True)
    found.set_cookie("ckan", "something", domain="test.ckan.net")
    return found


class TestCount:
    def test_the_count_fits_in_two_hundred_bytes(self, client, number):
        reply = client.get(f"/petition/{number}/count.json")
        assert len(reply.data) < MOST_BYTES
        assert reply.json == call_action("petition_count_show", process_no=number)
        assert (reply.json["count"], reply.json["threshold"]) == (0, 300)

    def test_the_largest_numbers_fit_too(self):
        largest = {"petition": 10**9, "count": 10**9, "threshold": 10**9, "percent": 100}
        longest = largest | {"state": "validated", "as_of": "2026-03-01T00:00:00Z"}
        assert len(json.dumps(longest, separators=(",", ":"))) < MOST_BYTES

    def test_who_asks_again_is_told_that_nothing_has_changed(self, client, number):
        address = f"/petition/{number}/count.json"
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

    def test_any_page_may_read_it_and_no_cookie_is_set(self, client, number):
        headers = client.get(f"/petition/{number}/count.json").headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in headers
        assert headers["Cache-Control"].startswith("public")

    def test_what_is_not_published_is_404_like_what_is_not_there(self, client, make):
        hidden = make()["process_no"]
        found = [client.get(f"/petition/{number}/count.json") for number in (hidden, 999_999_999)]
        assert [reply.status_code for reply in found] == [404, 404]
        assert found[0].data == found[1].data


class TestCounter:
    def test_it_may_be_framed_and_other_pages_may_not(self, client, number):
        framed = client.get(f"/en/petition/{number}/embed").headers
        assert "frame-ancestors *" in framed["Content-Security-Policy"]
        assert "X-Frame-Options" not in framed
        for page in ("", "/sign"):
            others = client.get(f"/en/petition/{number}{page}").headers
            assert "frame-ancestors 'self'" in others["Content-Security-Policy"], page
            assert others["X-Frame-Options"] == "SAMEORIGIN", page

    def test_it_sets_no_cookie_and_has_nothing_to_press(self, client, number):
        reply = client.get(f"/en/petition/{number}/embed")
        page = BeautifulSoup(reply.data, "html.parser")
        assert "Set-Cookie" not in reply.headers
        assert page.find(["form", "button", "input"]) is None
        assert [link["target"] for link in page.find_all("a")] == ["_blank"]

    @pytest.mark.parametrize("language", ["uz", "ru", "en"])
    def test_it_speaks_the_language_that_the_page_around_it_asks_for(
        self, client, number, language
    ):
        reply = client.get(f"/petition/{number}/embed?lang={language}", follow_redirects=True)
        page = BeautifulSoup(reply.data, "html.parser")
        assert page.html["lang"] == language
        assert page.h1.get_text() == "Maktab yoʻlini yoriting"

    @pytest.mark.parametrize("query", ["look=dark", "look=%00", "lang=%00", "lang=xx&look=x"])
    def test_what_it_does_not_know_is_left_aside(self, client, number, query):
        assert client.get(f"/petition/{number}/embed?{query}").status_code == 200

    def test_the_code_to_copy_holds_no_markup_of_a_title(self, client, opened):
        title = 'Yoʻl "kesib" oʻtilsin <b> & 1'
        page = client.get(f"/en/petition/{opened(title=title)}")
        code = BeautifulSoup(page.data, "html.parser").select_one(".petition-carry code").get_text()
        frame = BeautifulSoup(code, "html.parser").find_all(True)
        assert [tag.name for tag in frame] == ["iframe"]
        assert frame[0]["title"] == title
        assert client.get(frame[0]["src"]).status_code == 200
