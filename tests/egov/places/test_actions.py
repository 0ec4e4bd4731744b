"""Counts and datasets by vocabulary term, asked through the API."""

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import call_action, call_auth
from ckanext.egov import vocabularies

pytestmark = pytest.mark.usefixtures("portal")


def count_of(vocabulary, code, **more):
    usage = call_action("vocabulary_usage", vocabulary=vocabulary, **more)
    return {term["code"]: term["count"] for term in usage["terms"]}[code]


@pytest.mark.parametrize("vocabulary", ["sectors", "groups_in_need", "regions", "districts"])
def test_every_term_is_counted_also_those_without_data(vocabulary):
    usage = call_action("vocabulary_usage", vocabulary=vocabulary)
    assert [term["code"] for term in usage["terms"]] == [
        term.code for term in vocabularies.terms(vocabulary)
    ]
    assert all(term["count"] >= 0 for term in usage["terms"])


def test_a_dataset_counts_for_each_of_its_terms(make_dataset):
    before = [count_of("sectors", "health"), count_of("groups_in_need", "women")]
    regions = [count_of("regions", "1735"), count_of("regions", "1703")]
    make_dataset(sectors=["health", "education"], groups_in_need=["women"], region="1735")
    assert count_of("sectors", "health") == before[0] + 1
    assert count_of("groups_in_need", "women") == before[1] + 1
    assert count_of("regions", "1735") == regions[0] + 1
    assert count_of("regions", "1703") == regions[1]


def test_a_private_dataset_does_not_count_for_a_stranger(make_dataset):
    before = count_of("sectors", "justice")
    make_dataset(sectors=["justice"], private=True)
    assert count_of("sectors", "justice") == before


def test_districts_can_be_counted_for_one_region():
    usage = call_action("vocabulary_usage", vocabulary="districts", region="1735")
    assert usage["terms"]
    assert {term["region"] for term in usage["terms"]} == {"1735"}


def test_a_term_shows_its_datasets_and_the_bodies_that_publish_them(make_dataset, body):
    dataset = make_dataset(sectors=["energy"])
    shown = call_action("vocabulary_term_show", vocabulary="sectors", id="energy")
    assert dataset["name"] in [item["name"] for item in shown["datasets"]]
    mine = next(item for item in shown["bodies"] if item["name"] == body["name"])
    assert mine["count"] == 1
    assert shown["count"] >= 1


def test_datasets_come_in_pages(make_dataset):
    for _number in range(2):
        make_dataset(sectors=["transport"])
    asked = {"vocabulary": "sectors", "id": "transport", "rows": 1}
    first = call_action("vocabulary_term_show", start=0, **asked)
    second = call_action("vocabulary_term_show", start=1, **asked)
    names = [page["datasets"][0]["name"] for page in (first, second)]
    assert len(first["datasets"]) == len(second["datasets"]) == 1
    assert names[0] != names[1]


def test_a_region_shows_its_datasets_and_its_districts(make_dataset):
    district = vocabularies.districts("1733")[0].code
    dataset = make_dataset(region="1733", district=district)
    shown = call_action("place_show", id="1733")
    assert dataset["name"] in [item["name"] for item in shown["datasets"]]
    counts = {item["code"]: item["count"] for item in shown["districts"]}
    assert counts[district] >= 1


def test_a_district_shows_its_datasets(make_dataset):
    district = vocabularies.districts("1706")[0].code
    dataset = make_dataset(region="1706", district=district)
    shown = call_action("place_show", id=district)
    assert dataset["name"] in [item["name"] for item in shown["datasets"]]
    assert shown["districts"] == []


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("vocabulary_term_show", {"vocabulary": "sectors", "id": "astrology"}),
        ("vocabulary_term_show", {"vocabulary": "sectors", "id": '" OR "1"="1'}),
        ("place_show", {"id": "9999"}),
    ],
)
def test_an_unknown_code_is_not_found(action, asked):
    with pytest.raises(tk.ObjectNotFound):
        call_action(action, **asked)


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("vocabulary_usage", {}),
        ("vocabulary_usage", {"vocabulary": "frequencies"}),
        ("vocabulary_term_show", {"vocabulary": "sectors"}),
        ("vocabulary_term_show", {"vocabulary": "sectors", "id": "health", "start": -1}),
        ("vocabulary_term_show", {"vocabulary": "sectors", "id": "health", "rows": "many"}),
        ("place_show", {}),
    ],
)
def test_wrong_input_is_refused_with_the_field_named(action, asked):
    with pytest.raises(tk.ValidationError):
        call_action(action, **asked)


@pytest.mark.parametrize("action", ["vocabulary_usage", "vocabulary_term_show", "place_show"])
def test_everybody_may_look(action):
    assert call_auth(action, context={"user": ""})
