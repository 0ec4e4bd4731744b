"""Texts kept per language, on plain values."""

import pytest
from ckanext.egov.publishing.schemas import texts
from ckanext.egov.vocabularies import LANGUAGES
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("O'zbekiston", "Oʻzbekiston"),
        ("o‘zbek, g’alla", "oʻzbek, gʻalla"),
        ("ma'lumot", "maʼlumot"),
        ("san’at", "sanʼat"),
        ("oʻ gʻ maʼno", "oʻ gʻ maʼno"),
        ("mo'jiza", "moʻjiza"),
        ("'qo'shtirnoq' ichida", "'qoʻshtirnoq' ichida"),
    ],
)
def test_uzbek_apostrophes_are_the_right_letters(typed, kept):
    assert texts.uzbek_apostrophes(typed) == kept


@given(st.text(alphabet="aogGO'’ʻʼ bx.", max_size=30))
def test_cleaning_twice_changes_nothing_more(typed):
    once = texts.uzbek_apostrophes(typed)
    assert texts.uzbek_apostrophes(once) == once


def test_apostrophes_of_other_languages_stay():
    assert texts.clean({"en": "Citizens' data don't lie"}) == {"en": "Citizens' data don't lie"}


@given(st.dictionaries(st.sampled_from(LANGUAGES), st.text()))
def test_clean_keeps_no_empty_text_and_no_other_language(given_texts):
    kept = texts.clean(given_texts)
    assert all(text.strip() for text in kept.values())
    assert set(kept) <= set(given_texts)


def test_form_inputs_become_texts_per_language():
    typed = {"title_translated-uz": "a", "title_translated-ru": "b", "title": "c", "x-uz": "d"}
    assert texts.from_form("title_translated", typed) == {"uz": "a", "ru": "b"}


def test_keywords_are_split_trimmed_and_each_once():
    assert texts.keywords(" budjet,  xarajat ,budjet,, yil  2026") == [
        "budjet",
        "xarajat",
        "yil 2026",
    ]


@pytest.mark.parametrize("word", ["oʻqituvchi", "ochiq maʼlumot", "бюджет 2026", "e-gov", "v1.0"])
def test_good_keywords_pass(word):
    assert texts.keyword_problem(word) is None


@pytest.mark.parametrize(
    ("word", "problem"), [("a", "length"), ("x" * 101, "length"), ("a<b>", "characters")]
)
def test_bad_keywords_have_a_named_problem(word, problem):
    assert texts.keyword_problem(word) == problem
