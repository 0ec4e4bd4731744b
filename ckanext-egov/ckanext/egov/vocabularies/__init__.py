"""Controlled vocabularies of the portal. This module is what other rooms import."""

from ckanext.egov.vocabularies.language import (
    LANGUAGES,
    html_lang,
    language_of,
    text_in,
)
from ckanext.egov.vocabularies.lookups import (
    bodies,
    body_types,
    districts,
    frequencies,
    groups_in_need,
    languages,
    local_topics,
    names,
    place,
    region_shapes_path,
    regions,
    sectors,
    term,
    terms,
    title,
)
from ckanext.egov.vocabularies.term import Place, Term

__all__ = [
    "LANGUAGES",
    "Place",
    "Term",
    "bodies",
    "body_types",
    "districts",
    "frequencies",
    "groups_in_need",
    "html_lang",
    "language_of",
    "languages",
    "local_topics",
    "names",
    "place",
    "region_shapes_path",
    "regions",
    "sectors",
    "term",
    "terms",
    "text_in",
    "title",
]
