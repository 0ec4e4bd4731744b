"""Validators of single fields: codes of vocabularies, days, phones, places on the map."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey
from ckanext.egov import vocabularies
from ckanext.egov.publishing.schemas import rules
from ckanext.scheming.validation import scheming_validator

__all__ = [
    "egov_code",
    "egov_codes",
    "egov_codes_output",
    "egov_day",
    "egov_fiscal_period",
    "egov_geometry",
    "egov_minutes",
    "egov_phone",
    "egov_yes",
]

GEOMETRIES = {
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
}


@scheming_validator
def egov_code(field: dict[str, Any], schema: dict[str, Any]) -> Callable[[Any], Any]:
    """Accept a code of the field's vocabulary."""

    def validator(value: Any) -> str:
        if vocabularies.term(field["vocabulary"], str(value)) is None:
            raise tk.Invalid(_not_in(field["vocabulary"], str(value)))
        return str(value)

    return validator


@scheming_validator
def egov_codes(
    field: dict[str, Any], schema: dict[str, Any]
) -> Callable[[FlattenKey, FlattenDataDict, FlattenErrorDict, Context], None]:
    """Accept a list of codes (or one code, or JSON); store JSON in their order."""

    def validator(
        key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
    ) -> None:
        given = _code_list(data.get(key))
        known = [term.code for term in vocabularies.terms(field["vocabulary"])]
        unknown = [code for code in given if code not in known]
        errors[key].extend(_not_in(field["vocabulary"], code) for code in unknown)
        data[key] = json.dumps([code for code in known if code in given])

    return validator


def egov_codes_output(value: Any) -> Any:
    """The stored JSON as a list."""
    return json.loads(value) if isinstance(value, str) and value.startswith("[") else value


def egov_day(value: Any) -> str:
    """Accept a day, YYYY-MM-DD."""
    found = rules.day(str(value))
    if found is None:
        message = tk._("“{value}” is not a day. Write it as YYYY-MM-DD, for example 2026-11-23.")
        raise tk.Invalid(message.format(value=value))
    return found.isoformat()


def egov_fiscal_period(value: Any) -> str:
    """Accept a fiscal year, quarter, half-year or month."""
    text = str(value).strip()
    if not rules.fiscal_period_is_right(text):
        raise tk.Invalid(
            tk._("Write the fiscal period as 2026, 2026-Q1, 2026-H1, 2026-M07 or 2025/2026.")
        )
    return text


def egov_phone(value: Any) -> str:
    """Accept a telephone number that can be dialled."""
    text = " ".join(str(value).split())
    if not rules.phone_is_right(text):
        raise tk.Invalid(tk._("Write the telephone number like +998 71 202 10 00."))
    return text


def egov_minutes(value: Any) -> str:
    """Accept a whole number of minutes from 1 to a year."""
    text = str(value).strip()
    if not text.isdecimal() or not 1 <= int(text) <= 366 * 24 * 60:
        raise tk.Invalid(tk._("Write a whole number of minutes, for example 15."))
    return str(int(text))


def egov_yes(value: Any) -> str:
    """Keep a yes as `true`, anything else as `false`."""
    if value is tk.missing or value in (None, ""):
        return "false"
    try:
        return "true" if tk.asbool(value) else "false"
    except ValueError as error:
        raise tk.Invalid(tk._("Answer true or false.")) from error


def egov_geometry(value: Any) -> str:
    """Accept a GeoJSON geometry."""
    geometry = _decoded(value)
    if not isinstance(geometry, dict) or geometry.get("type") not in GEOMETRIES:
        raise tk.Invalid(tk._("This is not a GeoJSON geometry with a type and coordinates."))
    if not geometry.get("coordinates"):
        raise tk.Invalid(tk._("This GeoJSON geometry has no coordinates."))
    return json.dumps(geometry)


def _decoded(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return None


def _code_list(value: Any) -> list[str]:
    if isinstance(value, str) and value.startswith("["):
        value = egov_codes_output(value)
    if isinstance(value, str):
        value = [value]
    return [str(code) for code in value if code] if isinstance(value, list) else []


def _not_in(vocabulary: str, code: str) -> str:
    title = tk.h.egov_text(vocabularies.title(vocabulary))
    return tk._("“{code}” is not in the list “{list}”.").format(code=code, list=title)
