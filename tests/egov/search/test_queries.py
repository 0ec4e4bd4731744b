"""What is asked of Solr for what a person typed."""

import pytest
from ckanext.egov.search import queries
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "query",
    [
        "title:suv", "suv AND tags:bolalar", "*:*", "(organization:adliya)", "-name:x",
        "{!term f=id}x", "vocab_sectors:health", "+res_format:CSV byudjet",
    ],
)  # fmt: skip
def test_solrs_own_language_is_left_as_it_is(query: str):
    assert queries.search_params({"q": query, "rows": 3}) == {"q": query, "rows": 3}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Toshkent: byudjet", "Toshkent byudjet"),
        ("10:30", "10 30"),
        ("https://data.example", "https //data.example"),
        ("soat 9:00 da", "soat 9 00 da"),
        (" тошкент \x00 бюджет\n", "тошкент бюджет"),
        ("suv {!lucene}", "suv lucene}"),
    ],
)
def test_words_with_a_colon_among_them_are_words(typed: str, words: str):
    assert queries.search_params({"q": typed}) == {"q": words, "qf": queries.WEIGHTS}


def test_an_empty_question_asks_for_everything():
    assert queries.search_params({"q": "", "fq": "x"}) == {
        "q": "", "fq": "x", "qf": queries.WEIGHTS,
    }  # fmt: skip
    assert queries.search_params({"rows": 1}) == {"rows": 1}


def test_fields_that_the_caller_chose_are_kept():
    assert queries.search_params({"q": "suv", "qf": "name"})["qf"] == "name"


def test_a_long_text_is_cut_to_what_solr_can_take():
    found = queries.search_params({"q": "suv " * 10_000})["q"]
    assert len(found.split()) == queries.MOST_WORDS


@given(st.text(max_size=3000))
def test_any_text_becomes_words_or_stays_solrs_language(typed: str):
    found = queries.search_params({"q": typed})["q"]
    found.encode()
    assert "\x00" not in found
    if not queries.is_fielded(found):
        assert ":" not in found
        assert len(found) <= queries.LONGEST
