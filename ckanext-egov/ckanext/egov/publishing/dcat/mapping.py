"""Turns a dataset of this portal into the words ckanext-dcat's profiles read. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.egov import vocabularies
from ckanext.egov.publishing.licence import register

FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
ACCESS = "http://publications.europa.eu/resource/authority/access-right/"
# Formats whose name in the EU file-type table differs from ours.
FILE_TYPES = {"GEOJSON": "GEOJSON", "JSONL": "JSON", "XLSM": "XLSX", "TEXT": "TXT"}
# fmt: off
KNOWN_FILE_TYPES = frozenset((
    "CSV", "TSV", "XLS", "XLSX", "ODS", "JSON", "GEOJSON", "XML", "PDF", "ZIP", "PARQUET", "TXT",
    "HTML", "DOCX", "RDF",
))
# fmt: on


def dataset_for_dcat(dataset: Mapping[str, Any], site_url: str) -> dict[str, Any]:
    """A copy of the dataset with addresses of authority tables in place of our codes."""
    page = f"{site_url}/dataset/{dataset['name']}"
    mapped = {name: by_language(value) for name, value in dataset.items()}
    return mapped | {
        "frequency": _address("frequencies", dataset.get("frequency")),
        "theme": themes(dataset),
        "language": _languages(dataset),
        "access_rights": ACCESS + ("RESTRICTED" if dataset.get("private") else "PUBLIC"),
        # DCAT-AP wants a description; a dataset without one has at least its title.
        "notes_translated": mapped.get("notes_translated") or mapped.get("title_translated"),
        "url": page,
        "documentation": [dataset["url"]] if dataset.get("url") else [],
        "resources": [
            _resource(resource, page, licence_address(dataset, site_url))
            for resource in dataset.get("resources", [])
        ],
    }


def licence_address(dataset: Mapping[str, Any], site_url: str) -> str | None:
    """The address of the licence's text, or its explanation here when it has none."""
    licence = register.licence(dataset.get("license_id"))
    if licence is None:
        return None
    return licence["url"] or f"{site_url}/data/license#licence-{licence['id']}"


def themes(dataset: Mapping[str, Any]) -> list[str]:
    """EU data themes of the dataset's sectors, each once."""
    found = (_address("sectors", code) for code in dataset.get("sectors") or [])
    return list(dict.fromkeys(uri for uri in found if uri))


def places(dataset: Mapping[str, Any]) -> list[vocabularies.Place]:
    """The narrowest place the dataset names."""
    code = dataset.get("district") or dataset.get("region")
    place = vocabularies.place(code) if code else None
    return [place] if place else []


def by_language(value: Any) -> Any:
    """A `{language: text}` value under BCP 47 tags, which RDF asks for (`uz-Cyrl`)."""
    if not isinstance(value, Mapping) or not set(value) <= set(vocabularies.LANGUAGES):
        return value
    return {vocabularies.html_lang(code): text for code, text in value.items()}


def _languages(dataset: Mapping[str, Any]) -> list[str]:
    codes = dataset.get("title_translated") or {}
    found = (_address("languages", code) for code in codes)
    return list(dict.fromkeys(uri for uri in found if uri))


def _resource(resource: Mapping[str, Any], page: str, licence: str | None) -> dict[str, Any]:
    mapped = {name: by_language(value) for name, value in resource.items()}
    return mapped | {
        "license": licence,
        "access_url": f"{page}/resource/{resource['id']}",
        "download_url": resource.get("url"),
        "format": _file_type(resource.get("format")),
        "mimetype": MEDIA_TYPE + resource["mimetype"] if resource.get("mimetype") else None,
    }


def _file_type(name: str | None) -> str | None:
    code = (name or "").upper()
    code = FILE_TYPES.get(code, code)
    return FILE_TYPE + code if code in KNOWN_FILE_TYPES else None


def _address(vocabulary: str, code: Any) -> str | None:
    term = vocabularies.term(vocabulary, code) if code else None
    return term.uri if term else None
