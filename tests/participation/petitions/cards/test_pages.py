"""The card and the poster say what the page says, in the language of the reader."""

from __future__ import annotations

import struct

import pytest
import segno
from bs4 import BeautifulSoup
from ckanext.participation.petitions.cards import said, typesetting

from .drawn import squares

LANGUAGES = ["uz", "ru", "en"]


@pytest.fixture(scope="module")
def number(opened) -> int:
    """A petition that is open."""
    return opened()


@pytest.fixture(scope="module")
def page(portal, number):
    """The page of the petition in a language, as text."""

    def read(language: str) -> BeautifulSoup:
        reply = portal.get(f"/{language}/petition/{number}")
        return BeautifulSoup(reply.get_data(as_text=True), "html.parser")

    return read


@pytest.fixture(scope="module")
def words(portal, number):
    """What stands on the card and on the poster in a language."""
    from ckan.tests.helpers import call_action

    def written(language: str) -> tuple[dict[str, str], dict[str, str]]:
        environment = {
            "CKAN_LANG": language,
            "CKAN_LANG_IS_DEFAULT": False,
            "CKAN_CURRENT_URL": "/",
        }
        with portal.flask_app.test_request_context(environ_overrides=environment):
            petition = call_action("petition_show", process_no=number)
            return said.on_card(petition), said.on_poster(petition)

    return written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_says_what_the_page_says(page, words, language):
    on_card, on_page = words(language)[0], " ".join(page(language).get_text(" ").split())
    for name in ("title", "standing", "portal"):
        assert on_card[name] in on_page, name
    assert on_card["count"].split()[0] == page(language).select_one(".petition-count strong").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_services_are_told_of_a_card_in_the_language_of_the_page(portal, page, words, language):
    head = page(language)
    told = {tag["property"]: tag["content"] for tag in head.select("meta[property^=og]")}
    assert f"/{language}/petition/" in told["og:image"]
    assert told["og:title"] == words(language)[0]["title"]
    assert told["og:image:alt"].startswith(told["og:title"])
    reply = portal.get(told["og:image"])
    assert reply.headers["Content-Type"] == "image/png"
    size = struct.unpack(">II", reply.data[16:24])
    assert size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)


def test_the_code_on_the_poster_leads_to_the_petition(words, number):
    on_poster = words("en")[1]
    assert on_poster["address"].endswith(f"/petition/{number}")
    wanted = segno.make(on_poster["address"], error="m")
    dark = {
        (column, row)
        for row, line in enumerate(wanted.matrix_iter(border=2))
        for column, square in enumerate(line)
        if square
    }
    assert squares(typesetting.drawing("poster", on_poster)) == dark


def test_poster_and_pictures_are_linked_from_the_page(portal, page):
    links = [tag["href"] for tag in page("en").select(".petition-carry a")]
    kinds = [portal.get(link).headers["Content-Type"].split(";")[0] for link in links]
    assert kinds == ["application/pdf", "image/png", "image/svg+xml", "text/html"]


def test_who_asks_again_gets_a_few_bytes(portal, number):
    address = f"/en/petition/{number}/poster.pdf"
    first = portal.get(address)
    again = portal.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("file", ["card.png", "card.svg", "poster.pdf"])
def test_what_is_not_published_has_no_card(portal, make, file):
    number = make()["process_no"]
    assert portal.get(f"/en/petition/{number}/{file}", status=404)
