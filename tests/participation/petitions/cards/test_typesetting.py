"""The card and the poster hold what they are given: in every script, and never as commands."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

import pytest
from ckanext.participation.petitions.cards import typesetting

from .drawn import glyphs

CARD = {
    "lang": "uz",
    "portal": "Portal",
    "kind": "Petitsiya",
    "title": "Maktab",
    "percent": "40",
    "count": "120 ta imzo",
    "needed": "300 ta kerak",
    "standing": "Imzolash mumkin",
}
POSTER = {
    "lang": "uz",
    "portal": "Portal",
    "kind": "Petitsiya",
    "title": "Maktab",
    "background": "Sabab",
    "sign": "Imzolang",
    "how": "Kamera bilan",
    "address": "https://example.uz/petition/1",
    "code": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "needed": "300 ta imzo",
    "creator": "Gulnora",
}
MADE = datetime(2026, 3, 1, 12, 0, 0, 123_456, tzinfo=UTC)
ALPHABETS = {
    "Uzbek": "abdefghijklmnopqrstuvxyzoʻgʻshch’ʼ",
    "Uzbek Cyrillic": "абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ",
    "Karakalpak": "aáeéiıoóuúgǵnń",
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}


def drawing(**said: str) -> list[str]:
    return glyphs(typesetting.drawing("card", CARD | said))


@pytest.mark.parametrize("letters", ALPHABETS.values(), ids=ALPHABETS)
def test_each_letter_of_each_alphabet_has_a_glyph_of_its_own(letters):
    # What a font lacks is drawn as one box, whichever letter it stands for.
    one_by_one = "\u00a0".join(sorted(set(letters)))
    missing = drawing(title="\ue000")[len(drawing(title="")) :]
    found = set(drawing(title=one_by_one)) - set(missing)
    assert len(found - set(drawing(title=""))) >= len(set(letters)) - 1


@pytest.mark.parametrize(
    "title",
    ["*ab*", "_ab_", "$ab$", "#ab", "`ab`", "= ab", "@ab", "<ab>", "\\ab", "//ab", "[ab]", "#{ab}"],
)
def test_nothing_of_a_title_is_a_command(title):
    visible = title.replace(" ", "")
    assert len(drawing(title=title)) == len(drawing(title="")) + len(visible)


@pytest.mark.parametrize("title", ['#panic("x")', '#read("said.py")', '#import "@preview/x:1.0.0"'])
def test_a_title_that_would_break_or_read_files_is_drawn_as_it_stands(title):
    assert typesetting.picture("card", CARD | {"title": title}).startswith(b"\x89PNG")


def test_the_card_has_the_size_that_services_ask_for():
    png = typesetting.picture("card", CARD | {"title": "Ў" * 80})
    assert struct.unpack(">II", png[16:24]) == (1200, 630)


@pytest.mark.parametrize("percent", ["0", "100", "250"])
def test_the_bar_never_leaves_the_card(percent):
    assert typesetting.picture("card", CARD | {"percent": percent}).startswith(b"\x89PNG")


def test_the_longest_petition_stays_on_one_page():
    longest = {
        "title": "Мактаб йўлини " * 6,
        "background": "Қишда қоронғи бўлади, болалар йўлни кўрмайди. " * 7,
        "address": "https://a-long-name-of-a-portal.example.uz/uz_Cyrl/petition/1000000",
        "needed": "1 000 000 ta imzo boʻlsa, " + "Oʻzbekiston Respublikasi vazirligi " * 4,
        "creator": "Murojaatni boshladi: " + "Abdurahmonov " * 7,
    }
    # Typst gives one picture for one page, and a list of pictures for more.
    assert isinstance(typesetting.picture("poster", POSTER | longest), bytes)


def test_the_poster_is_a_document_that_screen_readers_read():
    pdf = typesetting.paper("poster", POSTER, MADE)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


def test_the_same_poster_is_the_same_file():
    assert typesetting.paper("poster", POSTER, MADE) == typesetting.paper("poster", POSTER, MADE)
