"""The vocabularies say what PP-308 and the SOATO register say."""

import json
from datetime import date

import pytest
from ckanext.egov import vocabularies

LATER_UNITS = {"1710240", "1714401365", "1714401367", "1724414"}


def test_first_six_sectors_are_those_of_pp_308():
    codes = [term.code for term in vocabularies.sectors()]
    assert codes[:6] == [
        "health",
        "education",
        "employment",
        "social_protection",
        "environment",
        "justice",
    ]
    assert [term.code for term in vocabularies.sectors() if term.details.get("pp308")] == codes[:6]


def test_every_sector_has_an_eu_data_theme():
    themes = "http://publications.europa.eu/resource/authority/data-theme/"
    assert all((term.uri or "").startswith(themes) for term in vocabularies.sectors())


def test_all_thirteen_eu_data_themes_are_covered():
    assert len({term.uri for term in vocabularies.sectors()}) == 13


def test_there_are_six_groups_in_need():
    assert len(vocabularies.groups_in_need()) == 6


def test_there_are_fourteen_regions():
    assert len(vocabularies.regions()) == 14


def test_register_of_april_2021_has_174_districts_and_31_cities():
    then = vocabularies.districts(on=date(2021, 4, 15))
    kinds = [place.kind for place in then]
    assert (kinds.count("district"), kinds.count("city")) == (174, 31)


def test_later_units_exist_today_but_not_in_april_2021():
    today = {place.code for place in vocabularies.districts(on=date(2026, 1, 1))}
    before = {place.code for place in vocabularies.districts(on=date(2021, 4, 15))}
    assert today - before == LATER_UNITS


def test_districts_of_a_region_carry_its_code():
    assert {place.region for place in vocabularies.districts("1726")} == {"1726"}


def test_every_district_lies_in_a_known_region_that_its_code_begins_with():
    regions = {place.code for place in vocabularies.regions()}
    for place in vocabularies.districts():
        assert place.region in regions
        assert place.code.startswith(str(place.region))


def test_place_finds_regions_and_districts_and_nothing_else():
    assert vocabularies.place("1726").title["uz"] == "Toshkent shahri"
    assert vocabularies.place("1726264").title["uz"] == "Bektemir tumani"
    assert vocabularies.place("9999") is None


def test_region_shapes_cover_exactly_the_regions():
    shapes = json.loads(vocabularies.region_shapes_path().read_text(encoding="utf-8"))
    codes = {feature["properties"]["soato"] for feature in shapes["features"]}
    assert codes == {place.code for place in vocabularies.regions()}


@pytest.mark.parametrize("name", vocabularies.names())
def test_every_term_has_a_title_in_uzbek_both_scripts_russian_and_english(name):
    for term in vocabularies.terms(name):
        assert {"uz", "uz_Cyrl", "ru", "en"} <= set(term.title), term.code


@pytest.mark.parametrize("name", vocabularies.names())
def test_uzbek_titles_have_no_keyboard_apostrophes(name):
    for term in vocabularies.terms(name):
        assert not set("'’‘`") & set(term.title["uz"]), term.code


@pytest.mark.parametrize("name", vocabularies.names())
def test_cyrillic_titles_have_no_latin_look_alikes(name):
    foreign = {"Wi-Fi", "“IT-med”", "«IT-med»"}
    for term in vocabularies.terms(name):
        for language in ("uz_Cyrl", "ru"):
            words = [word for word in term.title[language].split() if word not in foreign]
            assert not any(c.isascii() and c.isalpha() for word in words for c in word), term.code


def test_bodies_name_known_types_parents_regions_and_sectors():
    codes = {body.code for body in vocabularies.bodies()}
    for body in vocabularies.bodies():
        assert vocabularies.term("body_types", body.details["type"])
        assert body.details.get("parent") in codes | {None}
        assert "region" not in body.details or vocabularies.term("regions", body.details["region"])
        assert "sector" not in body.details or vocabularies.term("sectors", body.details["sector"])


def test_every_region_has_a_government_body():
    governed = {
        body.details["region"]
        for body in vocabularies.bodies()
        if body.details["type"] == "region_government"
    }
    assert governed == {place.code for place in vocabularies.regions()}


def test_unknown_vocabulary_is_refused():
    with pytest.raises(KeyError):
        vocabularies.terms("planets")
