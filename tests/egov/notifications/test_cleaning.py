"""What people typed carries no tricks into a message."""

import unicodedata

import pytest
from ckanext.egov.notifications import cleaning
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Oʻzbekiston yoʻllari, т.е. дороги", "Oʻzbekiston yoʻllari, т.е. дороги"),
        ("A.Navoiy koʻchasi 5.1", "A.Navoiy koʻchasi 5.1"),
        ("№ 5 ½ – “sinov”", "№ 5 ½ – “sinov”"),
        ("see https://evil.uz/x", "see [https:]//evil[.]uz/x"),
        ("t.me/evil", "t[.]me/evil"),
        ("портал.рф", "портал[.]рф"),
        ("evil\u3002uz", "evil[.]uz"),
        ("ｅｖｉｌ．ｕｚ", "evil[.]uz"),
        ("javascript:alert(1)", "[javascript:]alert(1)"),
        ("\u202egnp.exe", "gnp[.]exe"),
        ("ev\u200bil", "evil"),
    ],
)
def test_links_and_turned_letters_are_taken_out_and_words_stay(typed, shown):
    assert cleaning.text(typed) == shown


@given(st.text(st.characters()))
def test_a_line_is_one_visible_line(typed):
    line = cleaning.line(typed)
    assert not {unicodedata.category(letter) for letter in line} & {"Cc", "Zl", "Zp", "Cs"}
    assert not set(line) & set("\u200b\u202a\u202e\u2066\u2069\ufeff\u00ad")
    assert len(line) <= cleaning.LONGEST_SUBJECT
    line.encode()


@given(st.text(st.characters()))
def test_cleaning_twice_is_cleaning_once(typed):
    assert cleaning.plain(cleaning.plain(typed)) == cleaning.plain(typed)
