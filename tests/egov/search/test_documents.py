"""What the search index gets of a dataset."""

import json

from ckanext.egov.search import documents


def test_texts_go_to_the_field_of_their_language_and_both_uzbek_scripts_to_one():
    dataset = {
        "title_translated": {"uz": "Byudjet", "uz_Cyrl": "Бюджет", "ru": "Бюджет", "en": "Budget"},
        "notes_translated": {"kaa": "Byudjet haqqında"},
    }
    assert documents.search_fields(dataset, []) == {
        "title_uz": ["Byudjet", "Бюджет"],
        "title_ru": ["Бюджет"],
        "title_en": ["Budget"],
        "notes_kaa": ["Byudjet haqqında"],
    }


def test_texts_kept_as_json_are_read():
    dataset = {"title_translated": json.dumps({"uz": "Suv"}), "tags_translated": '{"uz": ["suv"]}'}
    found = documents.search_fields(dataset, [])
    assert found == {"title_uz": ["Suv"], "keywords_fold": ["suv"]}


def test_names_and_keywords_are_searched_in_every_language_once():
    dataset = {"tags_translated": {"uz": ["suv"], "ru": ["вода", "suv"]}}
    found = documents.search_fields(dataset, [{"uz": "Sogʻliqni saqlash", "ru": "вода"}, {"": ""}])
    assert found == {"keywords_fold": ["suv", "вода", "Sogʻliqni saqlash"]}


def test_empty_and_damaged_texts_leave_no_field():
    for value in (None, "", "{", "[]", "plain", {"uz": " "}, {"uz": None}, 3):
        assert documents.search_fields({"title_translated": value}, []) == {}


def test_a_plain_string_that_solr_cannot_take_is_left_out_and_text_stays():
    long = "a" * 40_000
    document = {"spatial": long, "notes": long, "title_translated": "{}", "name": "a", "n": 1}
    kept = documents.without_bulk(document)
    assert kept == {"notes": long, "name": "a", "n": 1}
