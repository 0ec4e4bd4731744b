"""What was typed into the dictionary form, as fields that the API action takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.egov.publishing.dictionary.column import FLAGS, TEXTS
from ckanext.egov.publishing.dictionary.text import LANGUAGES

# A wide table is edited in parts: a page of a thousand columns would not fit in one request.
COLUMNS_PER_PAGE = 40


def name(position: int, key: str, language: str = "") -> str:
    """Return the name of an input."""
    return ".".join(part for part in (f"c{position}", key, language) if part)


def fields(form: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the fields of a posted form in the order of the page."""
    positions = range(COLUMNS_PER_PAGE)
    return [_field(form, position) for position in positions if name(position, "id") in form]


def _field(form: Mapping[str, str], position: int) -> dict[str, Any]:
    def typed(key: str, language: str = "") -> str:
        return form.get(name(position, key, language), "")

    return {
        "id": typed("id"),
        "label": {language: typed("label", language) for language in LANGUAGES},
        "description": {language: typed("description", language) for language in LANGUAGES},
        "enum": typed("enum"),
        **{key: typed(key) for key in TEXTS},
        **{key: bool(typed(key)) for key in FLAGS},
    }
