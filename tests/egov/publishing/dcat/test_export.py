"""Exports judged by the shapes that the European Commission publishes for DCAT-AP 3."""

from pathlib import Path

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from pyshacl import validate
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS

SHAPES = Path(__file__).parent / "shapes" / "dcat-ap_3_shacl_shapes.ttl"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
AUTHORITY = "http://publications.europa.eu/resource/authority"
ODBL = URIRef("https://opendatacommons.org/licenses/odbl/1-0/")


@pytest.fixture(scope="module")
def dataset(database):
    body = factories.Organization(
        title_translated={"uz": "Vazirlik", "ru": "Министерство"},
        body_type="ministry",
        email="info@example.uz",
        website="https://example.uz",
    )
    made = factories.Dataset(
        owner_org=body["id"],
        title_translated={"uz": "Budjet", "uz_Cyrl": "Бюджет", "ru": "Бюджет", "kaa": "Byudjet"},
        notes_translated={"uz": "Xarajatlar", "en": "Spending"},
        tags_translated={"uz": ["budjet"], "uz_Cyrl": ["бюджет"]},
        sectors=["health", "employment", "social_protection"],
        groups_in_need=["women"],
        district="1726264",
        spatial='{"type": "Point", "coordinates": [69.3, 41.2]}',
        frequency="annual",
        temporal_start="2025-01-01",
        temporal_end="2025-12-31",
        fiscal_period="2025",
        contact_name="Statistika boʻlimi",
        contact_email="data@example.uz",
        provenance={"uz": "Hisobotlardan"},
        legal_basis={"uz": "PQ-308"},
        attribution={"uz": "Vazirlik, ODbL"},
        url="https://example.uz/budjet",
    )
    factories.Resource(
        package_id=made["id"],
        name_translated={"uz": "Jadval", "uz_Cyrl": "Жадвал"},
        url="https://example.uz/a.csv",
        format="CSV",
        mimetype="text/csv",
        size=2048,
    )
    return made


def _graph(portal, path):
    return Graph().parse(data=portal.get(path).body, format="turtle")


@pytest.fixture(scope="module")
def exported(portal, dataset):
    return _graph(portal, f"/dataset/{dataset['name']}.ttl")


@pytest.fixture(scope="module")
def ref(exported):
    return next(exported.subjects(DCAT.distribution, None))


def test_full_dataset_conforms_to_dcat_ap_3(exported):
    conforms, _, text = validate(exported, shacl_graph=str(SHAPES))
    assert conforms, text


def test_catalogue_conforms_to_dcat_ap_3(portal, dataset):
    conforms, _, text = validate(_graph(portal, "/catalog.ttl"), shacl_graph=str(SHAPES))
    assert conforms, text


def test_shapes_would_notice_a_missing_title(exported, ref):
    broken = Graph() + exported
    broken.remove((ref, DCTERMS.title, None))
    conforms, _, _ = validate(broken, shacl_graph=str(SHAPES))
    assert not conforms


def test_licence_is_named_on_dataset_and_file(exported, ref):
    file = exported.value(ref, DCAT.distribution)
    assert exported.value(ref, DCTERMS.license) == ODBL
    assert exported.value(file, DCTERMS.license) == ODBL


def test_themes_frequency_and_languages_come_from_authority_tables(exported, ref):
    themes = set(exported.objects(ref, DCAT.theme))
    assert themes == {URIRef(f"{AUTHORITY}/data-theme/{code}") for code in ("HEAL", "SOCI")}
    frequency = exported.value(ref, DCTERMS.accrualPeriodicity)
    assert frequency == URIRef(f"{AUTHORITY}/frequency/ANNUAL")
    languages = set(exported.objects(ref, DCTERMS.language))
    assert languages == {URIRef(f"{AUTHORITY}/language/{code}") for code in ("UZB", "RUS", "KAA")}


def test_every_language_of_the_title_is_there(exported, ref):
    titles = {title.language: str(title) for title in exported.objects(ref, DCTERMS.title)}
    assert {code.lower(): text for code, text in titles.items()} == {
        "uz": "Budjet",
        "uz-cyrl": "Бюджет",
        "ru": "Бюджет",
        "kaa": "Byudjet",
    }


def test_place_is_named_in_all_languages(exported, ref):
    labels = {
        label
        for place in exported.objects(ref, DCTERMS.spatial)
        for label in exported.objects(place, SKOS.prefLabel)
    }
    assert Literal("Bektemir tumani", lang="uz") in labels
    assert Literal("Бектемирский район", lang="ru") in labels


def test_publisher_has_a_name_per_language_and_a_type(exported, ref):
    agent = exported.value(ref, DCTERMS.publisher)
    names = set(exported.objects(agent, FOAF.name))
    assert names == {Literal("Vazirlik", lang="uz"), Literal("Министерство", lang="ru")}
    assert exported.value(agent, DCTERMS.type)


def test_bare_dataset_conforms_too(portal, database):
    body = factories.Organization()
    made = factories.Dataset(owner_org=body["id"])
    conforms, _, text = validate(
        _graph(portal, f"/dataset/{made['name']}.ttl"), shacl_graph=str(SHAPES)
    )
    assert conforms, text


def test_page_of_a_dataset_with_cyrillic_texts_has_structured_data(portal, dataset):
    page = portal.get(f"/dataset/{dataset['name']}").body
    assert "application/ld+json" in page


def test_portal_uses_its_own_profile(portal):
    assert tk.config["ckanext.dcat.rdf.profiles"] == "egov_dcat_ap_3"


def test_dataset_without_a_summary_is_described_by_its_title(portal, database):
    body = factories.Organization(title_translated={"uz": "Qoʻmita"})
    made = factories.Dataset(
        owner_org=body["id"], title_translated={"uz": "Maktablar"}, notes="", notes_translated={}
    )
    graph = _graph(portal, f"/dataset/{made['name']}.ttl")
    described = next(graph.subject_objects(DCTERMS.description))[1]
    assert str(described) == "Maktablar"
