"""Uzbek Cyrillic of the interface is made from Latin."""

import re

import pytest
from ckanext.egov.theme.transliteration import to_cyrillic
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Maʼlumotlar toʻplami", "Маълумотлар тўплами"),
        ("Yoʻq", "Йўқ"),
        ("Eʼlon qilingan", "Эълон қилинган"),
        ("shu yerda", "шу ерда"),
        ("Litsenziyasi", "Лицензияси"),
        ("2026-yil 14-iyunda", "2026-йил 14-июньда"),
        ("Isʼhoq", "Исҳоқ"),
        ("filtrlar", "фильтрлар"),
        ("Gʻalla, choʻl, sahro", "Ғалла, чўл, саҳро"),
    ],
)
def test_words_are_spelled_by_the_rules_of_cyrillic(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    "kept",
    ["{number}", "%(page)s", "%s", '<a href="/dataset">', "https://data.uz/x", "JSON", "GeoJSON",
     "ODbL 1.0", "YYYY-MM-DD", "UTF-8", "«column»", "`fields`"],
)  # fmt: skip
def test_what_is_not_a_word_is_kept(kept):
    assert to_cyrillic(f"bu {kept} edi") == f"бу {kept} эди"


def test_ending_of_a_kept_name_is_written_in_cyrillic():
    assert to_cyrillic("APIdan") == "APIдан"


@given(st.text(alphabet="abdefghijklmnopqrstuvxyz ʻʼ"))
def test_no_latin_letter_is_left_in_uzbek_words(text):
    assert not re.search(r"[a-z]", to_cyrillic(text))


@given(st.text())
def test_any_text_can_be_written(text):
    assert isinstance(to_cyrillic(text), str)
