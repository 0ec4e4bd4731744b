"""DCAT-AP 3 as this portal publishes it: authority tables, licences, places, all languages."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.dcat.profiles.base import ADMS, DCAT, DCT, FOAF, GSP, LOCN, RDF, SKOS, VCARD
from ckanext.dcat.profiles.euro_dcat_ap_3 import EuropeanDCATAP3Profile
from ckanext.egov import vocabularies
from ckanext.egov.publishing.dcat import mapping
from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

UNKNOWN_LICENCE_TYPE = URIRef("http://purl.org/adms/licencetype/UnknownIPR")
THEMES = URIRef("http://publications.europa.eu/resource/authority/data-theme")
DESCRIPTION = {
    "uz": "Davlat organlarining ochiq maʼlumotlari",
    "ru": "Открытые данные государственных органов",
    "en": "Open data of public bodies",
}


class EgovDCATAP3Profile(EuropeanDCATAP3Profile):
    """Adds to the European profile what this portal knows better."""

    def graph_from_dataset(self, dataset_dict: dict[str, Any], dataset_ref: Node) -> None:
        """Write one dataset."""
        site = _site_url()
        super().graph_from_dataset(mapping.dataset_for_dcat(dataset_dict, site), dataset_ref)
        self._add_description(dataset_ref)
        self._add_licence(dataset_ref, mapping.licence_address(dataset_dict, site))
        self._add_concepts(dataset_ref)
        self._add_media_types()
        for contact in self.g.objects(dataset_ref, DCAT.contactPoint):
            self.g.add((contact, RDF.type, VCARD.Kind))
        self._wrap_geometries()
        self._add_publisher(dataset_ref, dataset_dict)
        for place in mapping.places(dataset_dict):
            self._add_place(dataset_ref, place)

    def graph_from_catalog(self, catalog_dict: dict[str, Any] | None, catalog_ref: Node) -> None:
        """Write the catalogue itself."""
        super().graph_from_catalog(catalog_dict, catalog_ref)
        self.g.remove((catalog_ref, DCT.language, None))
        self.g.remove((catalog_ref, FOAF.homepage, None))
        self._add_typed(catalog_ref, FOAF.homepage, f"{_site_url()}/", FOAF.Document)
        for language in vocabularies.languages():
            self._add_typed(catalog_ref, DCT.language, language.uri, DCT.LinguisticSystem)
        if not list(self.g.objects(catalog_ref, DCT.description)):
            self._add_texts(catalog_ref, DCT.description, DESCRIPTION)
        self._add_typed(catalog_ref, DCAT.themeTaxonomy, THEMES, SKOS.ConceptScheme)
        self._add_texts(THEMES, DCT.title, {"en": "Data theme"})
        self._add_owner(catalog_ref)

    def _add_description(self, dataset_ref: Node) -> None:
        """DCAT-AP asks for one; a dataset without a summary is described by its title."""
        if (dataset_ref, DCT.description, None) not in self.g:
            for title in list(self.g.objects(dataset_ref, DCT.title)):
                self.g.add((dataset_ref, DCT.description, title))

    def _add_licence(self, dataset_ref: Node, licence: str | None) -> None:
        """The dataset names its licence too; nothing is said about a type nobody looked up."""
        self.g.remove((None, DCT.type, UNKNOWN_LICENCE_TYPE))
        if licence:
            self._add_typed(dataset_ref, DCT.license, licence, DCT.LicenseDocument)

    def _add_concepts(self, dataset_ref: Node) -> None:
        for theme in vocabularies.sectors():
            if (dataset_ref, DCAT.theme, URIRef(str(theme.uri))) in self.g:
                self.g.add((URIRef(str(theme.uri)), RDF.type, SKOS.Concept))
                self._add_texts(URIRef(str(theme.uri)), SKOS.prefLabel, theme.title)

    def _add_media_types(self) -> None:
        for kind in set(self.g.objects(None, DCAT.mediaType)):
            if isinstance(kind, URIRef):
                self.g.add((kind, RDF.type, DCT.MediaType))

    def _wrap_geometries(self) -> None:
        """The shapes of DCAT-AP 3 want a geometry to be a node, not a bare text."""
        for location, text in list(self.g.subject_objects(LOCN.geometry)):
            if isinstance(text, Literal):
                geometry = BNode()
                self.g.remove((location, LOCN.geometry, text))
                self.g.add((location, LOCN.geometry, geometry))
                self.g.add((geometry, RDF.type, LOCN.Geometry))
                self.g.add((geometry, GSP.asWKT, text))

    def _add_publisher(self, dataset_ref: Node, dataset: dict[str, Any]) -> None:
        body = self._org_cache.get((dataset.get("organization") or {}).get("id"))
        agent = self.g.value(dataset_ref, DCT.publisher)
        if not body or agent is None:
            return
        if body.get("title_translated"):
            self.g.remove((agent, FOAF.name, None))
            self._add_texts(agent, FOAF.name, body["title_translated"])
        kind = vocabularies.term("body_types", body.get("body_type"))
        if kind and kind.uri:
            self._add_typed(agent, DCT.type, kind.uri, SKOS.Concept)
            self._add_texts(URIRef(kind.uri), SKOS.prefLabel, kind.title)

    def _add_place(self, dataset_ref: Node, place: vocabularies.Place) -> None:
        location = BNode()
        self.g.add((dataset_ref, DCT.spatial, location))
        self.g.add((location, RDF.type, DCT.Location))
        self.g.add((location, ADMS.identifier, self._soato(place)))
        self._add_texts(location, SKOS.prefLabel, place.title)
        if place.lat and place.lon:
            point = Literal(f"POINT({place.lon} {place.lat})", datatype=GSP.wktLiteral)
            self.g.add((location, DCAT.centroid, point))

    def _soato(self, place: vocabularies.Place) -> BNode:
        identifier = BNode()
        self.g.add((identifier, RDF.type, ADMS.Identifier))
        self.g.add((identifier, SKOS.notation, Literal(place.code)))
        return identifier

    def _add_owner(self, catalog_ref: Node) -> None:
        owner = URIRef(f"{_site_url()}/#publisher")
        name = tk.config.get("ckan.site_title") or _site_url()
        self._add_typed(catalog_ref, DCT.publisher, owner, FOAF.Agent)
        self.g.add((owner, FOAF.name, Literal(name)))

    def _add_typed(self, subject: Node, predicate: URIRef, value: Any, kind: URIRef) -> None:
        self.g.add((subject, predicate, URIRef(str(value))))
        self.g.add((URIRef(str(value)), RDF.type, kind))

    def _add_texts(self, subject: Node, predicate: URIRef, texts: Any) -> None:
        for code, text in texts.items():
            if text:
                self.g.add((subject, predicate, Literal(text, lang=vocabularies.html_lang(code))))


def _site_url() -> str:
    return (tk.config.get("ckanext.dcat.base_uri") or tk.config["ckan.site_url"]).rstrip("/")
