"""What is said to ckanext-dcat, on plain values."""

from ckanext.egov.publishing.dcat import mapping

SITE = "https://data.example.uz"
AUTHORITY = "http://publications.europa.eu/resource/authority"
DATASET = {
    "name": "budjet",
    "title_translated": {"uz": "Budjet", "uz_Cyrl": "Бюджет"},
    "license_id": "odc-odbl",
    "frequency": "annual",
    "sectors": ["employment", "social_protection", "health"],
    "district": "1726264",
    "region": "1726",
    "resources": [
        {"id": "r1", "url": "https://x.uz/a.csv", "format": "csv", "mimetype": "text/csv"}
    ],
}


def test_codes_become_addresses_of_authority_tables():
    mapped = mapping.dataset_for_dcat(DATASET, SITE)
    assert mapped["frequency"] == f"{AUTHORITY}/frequency/ANNUAL"
    assert mapped["theme"] == [f"{AUTHORITY}/data-theme/SOCI", f"{AUTHORITY}/data-theme/HEAL"]
    assert mapped["language"] == [f"{AUTHORITY}/language/UZB"]
    assert mapped["access_rights"] == f"{AUTHORITY}/access-right/PUBLIC"


def test_cyrillic_texts_get_a_language_tag_that_rdf_allows():
    assert mapping.dataset_for_dcat(DATASET, SITE)["title_translated"]["uz-Cyrl"] == "Бюджет"


def test_file_has_licence_page_download_and_types():
    file = mapping.dataset_for_dcat(DATASET, SITE)["resources"][0]
    assert file["license"] == "https://opendatacommons.org/licenses/odbl/1-0/"
    assert file["access_url"] == f"{SITE}/dataset/budjet/resource/r1"
    assert file["download_url"] == "https://x.uz/a.csv"
    assert file["format"] == f"{AUTHORITY}/file-type/CSV"
    assert file["mimetype"] == "https://www.iana.org/assignments/media-types/text/csv"


def test_licence_without_an_address_is_explained_on_the_portal():
    closed = DATASET | {"license_id": "other-closed"}
    address = mapping.licence_address(closed, SITE)
    assert address == f"{SITE}/data/license#licence-other-closed"


def test_narrowest_place_is_named():
    assert [place.code for place in mapping.places(DATASET)] == ["1726264"]
    assert [place.code for place in mapping.places({"region": "1726"})] == ["1726"]
    assert mapping.places({}) == []


def test_private_dataset_is_restricted():
    mapped = mapping.dataset_for_dcat(DATASET | {"private": True}, SITE)
    assert mapped["access_rights"].endswith("/RESTRICTED")


def test_original_dataset_stays_as_it_was():
    before = repr(DATASET)
    mapping.dataset_for_dcat(DATASET, SITE)
    assert repr(DATASET) == before
