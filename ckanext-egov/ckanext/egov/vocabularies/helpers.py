"""Template helpers: titles and texts in the reader's language, choices for forms."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov import vocabularies

__all__ = [
    "egov_choices",
    "egov_district_choices",
    "egov_html_lang",
    "egov_language_name",
    "egov_reader_language",
    "egov_term_title",
    "egov_terms",
    "egov_text",
    "egov_text_lang",
]


def egov_reader_language() -> str:
    """The language of the page; Uzbek outside a request."""
    try:
        return tk.h.lang() or "uz"
    except (RuntimeError, TypeError):
        return "uz"


def egov_text(value: Any) -> str:
    """The text of a `{language: text}` value in the reader's language, with fallbacks."""
    return vocabularies.text_in(value, egov_reader_language())


def egov_text_lang(value: Any) -> str:
    """The `lang` attribute of what `egov_text` shows, empty when it is the page's own."""
    reader = egov_reader_language()
    found = vocabularies.language_of(value, reader)
    return "" if found in (None, reader) else vocabularies.html_lang(found)


def egov_html_lang(code: str) -> str:
    """The BCP 47 tag of a language code."""
    return vocabularies.html_lang(code)


def egov_term_title(vocabulary: str, code: str | None) -> str:
    """The title of a term in the reader's language; the code itself when it is unknown."""
    term = vocabularies.term(vocabulary, code)
    return egov_text(term.title) if term else str(code or "")


def egov_language_name(code: str) -> str:
    """The name of a language in itself, for example "Русский"."""
    term = vocabularies.term("languages", code)
    return vocabularies.text_in(term.title, code) if term else code


def egov_terms(vocabulary: str) -> list[dict[str, Any]]:
    """Terms of a vocabulary, each with `code`, `label` in the reader's language and the rest."""
    return [
        term.as_dict() | {"label": egov_text(term.title)} for term in vocabularies.terms(vocabulary)
    ]


def egov_choices(field: dict[str, Any]) -> list[dict[str, str]]:
    """Choices of a scheming field that names its `vocabulary`."""
    return [
        {"value": term.code, "label": egov_text(term.title)}
        for term in vocabularies.terms(field["vocabulary"])
    ]


def egov_district_choices(region: str | None = None) -> list[dict[str, Any]]:
    """Districts that exist today grouped by region, for a select that works without scripts."""
    today = date.today()
    return [
        {
            "code": place.code,
            "label": egov_text(place.title),
            "districts": [
                {"value": district.code, "label": egov_text(district.title)}
                for district in vocabularies.districts(place.code, on=today)
            ],
        }
        for place in vocabularies.regions()
        if region in (None, "", place.code)
    ]
