"""Which language a reader gets."""

import json

from ckanext.egov.vocabularies import LANGUAGES, language_of, text_in
from hypothesis import given
from hypothesis import strategies as st

texts = st.dictionaries(st.sampled_from(LANGUAGES), st.text(min_size=1), min_size=1)


@given(texts, st.sampled_from(LANGUAGES))
def test_reader_gets_own_language_when_it_is_there(value, language):
    if language in value:
        assert text_in(value, language) == value[language]


@given(texts, st.sampled_from(LANGUAGES))
def test_reader_always_gets_some_text(value, language):
    assert text_in(value, language) == value[language_of(value, language)]


def test_karakalpak_reader_gets_uzbek_before_russian():
    assert text_in({"en": "e", "ru": "r", "uz": "u"}, "kaa") == "u"


def test_cyrillic_reader_gets_latin_uzbek_before_russian():
    assert text_in({"ru": "r", "uz": "u"}, "uz_Cyrl") == "u"


def test_empty_text_counts_as_missing():
    assert text_in({"ru": "", "en": "e"}, "ru") == "e"


def test_json_of_a_mapping_is_read_as_the_mapping():
    assert text_in(json.dumps({"ru": "р"}), "ru") == "р"


def test_plain_text_is_given_as_it_is():
    assert text_in("{not json", "uz") == "{not json"
    assert text_in(None, "uz") == ""
