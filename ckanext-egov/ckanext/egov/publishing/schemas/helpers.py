"""Template helpers of dataset and body pages and their forms."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.schemas import bodies
from ckanext.egov.vocabularies import LANGUAGES
from ckanext.scheming.helpers import scheming_get_dataset_schema, scheming_get_organization_schema

__all__ = [
    "egov_bodies_below",
    "egov_body_above",
    "egov_body_choices",
    "egov_body_facts",
    "egov_dataset_facts",
    "egov_form_sections",
    "egov_more_languages",
    "egov_shown_languages",
    "egov_typed_text",
]

SHOWN_LANGUAGES = ("uz", "ru", "en")


def egov_shown_languages() -> tuple[str, ...]:
    """Languages whose inputs a form always shows."""
    return SHOWN_LANGUAGES


def egov_more_languages() -> tuple[str, ...]:
    """Languages whose inputs a form keeps folded."""
    return tuple(code for code in LANGUAGES if code not in SHOWN_LANGUAGES)


def egov_typed_text(data: dict[str, Any], field: dict[str, Any], language: str) -> str:
    """What an input of one language holds: what was just typed, else what is stored."""
    name = field["field_name"]
    if f"{name}-{language}" in data:
        return data[f"{name}-{language}"] or ""
    stored = data.get(name)
    value = stored.get(language, "") if isinstance(stored, dict) else ""
    return ", ".join(value) if isinstance(value, list) else value


def egov_form_sections(dataset_type: str) -> list[dict[str, Any]]:
    """The sections of the dataset form with their fields."""
    schema = scheming_get_dataset_schema(dataset_type) or {}
    fields = [
        field
        for field in schema.get("dataset_fields", [])
        if field.get("form_snippet", "") is not None
    ]
    sections = schema.get("sections") or [{"name": None, "title": ""}]
    return [
        section | {"fields": [f for f in fields if f.get("section") == section["name"]]}
        for section in sections
    ]


def egov_dataset_facts(dataset: dict[str, Any]) -> list[dict[str, Any]]:
    """Fields of a dataset that have something to show, in the order of the schema."""
    schema = scheming_get_dataset_schema(dataset.get("type") or "dataset") or {}
    return _facts(schema.get("dataset_fields", []), dataset)


def egov_body_facts(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Fields of a body that have something to show, in the order of the schema."""
    schema = scheming_get_organization_schema(body.get("type") or "organization") or {}
    return _facts(schema.get("fields", []), body)


def egov_body_above(body_id: str) -> dict[str, Any] | None:
    """The body above, with `label` in the reader's language."""
    found = bodies.above(body_id)
    return _labelled(found) if found else None


def egov_bodies_below(body_id: str) -> list[dict[str, Any]]:
    """The bodies right under this one, with `label` in the reader's language."""
    return [_labelled(body) for body in bodies.below(body_id)]


def egov_body_choices(but: str | None = None) -> list[dict[str, str]]:
    """Bodies to choose as parent, without the body itself."""
    found = [_labelled(body) for body in bodies.possible_parents() if body["id"] != but]
    return sorted(
        ({"value": body["id"], "label": body["label"]} for body in found),
        key=lambda choice: choice["label"].casefold(),
    )


def _facts(fields: list[dict[str, Any]], data: dict[str, Any]) -> list[dict[str, Any]]:
    empty = (None, "", [], {}, False)
    return [
        field
        for field in fields
        if field.get("display_snippet") and data.get(field["field_name"]) not in empty
    ]


def _labelled(body: dict[str, Any]) -> dict[str, Any]:
    return body | {"label": tk.h.egov_text(body["title_translated"]) or body["title"]}
