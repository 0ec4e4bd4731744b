"""Frictionless Table Schema from a dictionary and back.

Beside the standard's own keys each field carries these extension keys, which other tools skip:
`titles` and `descriptions` ({language: text}), `unit`, `codeList` (a vocabulary, or the
resource and column that hold the codes), `personalData`, `datastoreType`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.egov.publishing.dictionary import kinds, text
from ckanext.egov.publishing.dictionary.column import Column, strings
from ckanext.egov.publishing.dictionary.imported import Imported, Unreadable
from ckanext.egov.publishing.dictionary.problem import Problem, _

_KNOWN = frozenset({"required", "unique", "minimum", "maximum", "pattern", "enum"})
_OWN_KEYS = {
    "type": "type",
    "unit": "unit",
    "codeList": "code_list",
    "personalData": "personal_data",
}
_TEXTS = (("label", "title", "titles"), ("description", "description", "descriptions"))
_SAME = ("integer", "number", "boolean", "date", "datetime", "time", "object")
_NEAREST = {
    "year": "integer",
    "array": "object",
    "geojson": "object",
    **{kind: kind for kind in _SAME},
}


def to_schema(columns: Iterable[Column]) -> dict[str, Any]:
    """Return the Table Schema descriptor of the columns."""
    return {"fields": [_descriptor(column) for column in columns], "missingValues": [""]}


def dumps(columns: Iterable[Column]) -> str:
    """Return the descriptor as JSON that people can read."""
    return json.dumps(to_schema(columns), ensure_ascii=False, indent=2) + "\n"


def loads(source: str) -> Imported:
    """Read a descriptor from JSON; each problem names its line."""
    try:
        schema = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            Problem("", "file", _("Line {line}: this is not valid JSON."), {"line": _line(error)})
        ) from error
    return from_schema(schema, source)


def from_schema(schema: Any, source: str = "") -> Imported:
    """Read the fields of a descriptor; `source` is its text, to name lines."""
    fields = schema.get("fields") if isinstance(schema, Mapping) else None
    if not isinstance(fields, list):
        message = _("Line 1: a Table Schema needs a list called «fields».")
        raise Unreadable(Problem("", "file", message))
    imported = Imported()
    cursor = 0
    for number, descriptor in enumerate(fields, 1):
        name = descriptor.get("name") if isinstance(descriptor, Mapping) else None
        if not isinstance(name, str) or name != text.exact(name) or not name:
            message = _("Field {number} has no «name».")
            imported.problems.append(Problem("", "name", message, {"number": number}))
            continue
        cursor = max(source.find(f'"{json.dumps(name, ensure_ascii=False)[1:-1]}"', cursor), cursor)
        line = source.count("\n", 0, cursor) + 1
        imported.add(_column(descriptor), line, _given(descriptor))
        imported.problems.extend(_left_out(descriptor, imported.lines[name]))
    return imported


def _descriptor(column: Column) -> dict[str, Any]:
    described = {
        "name": column.id,
        "type": column.kind,
        "title": text.best(column.label),
        "description": text.best(column.description),
        "constraints": _constraints(column),
        "titles": column.label,
        "descriptions": column.description,
        "unit": column.unit,
        "codeList": column.code_list,
        "personalData": column.personal_data,
        "datastoreType": column.type,
    }
    return {key: value for key, value in described.items() if value}


def _constraints(column: Column) -> dict[str, Any]:
    limits = {key: getattr(column, key) for key in ("minimum", "maximum")}
    constraints = {
        "required": column.required,
        "unique": column.unique,
        **{key: kinds.native(column.kind, limit) for key, limit in limits.items() if limit},
        "pattern": column.pattern,
        "enum": [kinds.native(column.kind, value) for value in column.enum],
    }
    said = {"minimum", "maximum"}
    return {key: value for key, value in constraints.items() if value or key in said}


def _column(descriptor: Mapping[str, Any]) -> Column:
    given = descriptor.get("constraints")
    given = given if isinstance(given, Mapping) else {}
    type_ = _datastore_type(descriptor)
    return Column.from_field(
        {
            **{key: given.get(key) for key in _KNOWN},
            "id": descriptor["name"],
            "type": type_,
            "enum": strings(given.get("enum"), kinds.kind(type_)),
            "label": descriptor.get("titles") or descriptor.get("title"),
            "description": descriptor.get("descriptions") or descriptor.get("description"),
            "unit": descriptor.get("unit"),
            "code_list": descriptor.get("codeList"),
            "personal_data": descriptor.get("personalData"),
        }
    )


def _given(descriptor: Mapping[str, Any]) -> set[str]:
    given = {own for key, own in _OWN_KEYS.items() if key in descriptor}
    given |= _KNOWN if "constraints" in descriptor else set()
    for own, plain, several in _TEXTS:
        value = descriptor.get(several) or descriptor.get(plain)
        texts = value if isinstance(value, Mapping) else text.per_language(value)
        given |= {f"{own}_{language}" for language in texts}
    return given


def _datastore_type(descriptor: Mapping[str, Any]) -> str:
    kind = _NEAREST.get(str(descriptor.get("type")), "string")
    given = descriptor.get("datastoreType")
    if isinstance(given, str) and kinds.kind(given) == kind:
        return given
    return kinds.datastore_type(kind)


def _left_out(descriptor: Mapping[str, Any], line: int) -> Iterable[Problem]:
    given = descriptor.get("constraints")
    for key in sorted(set(given) - _KNOWN) if isinstance(given, Mapping) else ():
        message = _("Line {line}: the rule «{rule}» of «{column}» is not supported.")
        values = {"line": line, "rule": key, "column": descriptor["name"]}
        yield Problem(descriptor["name"], key, message, values, note=True)


def _line(error: Exception) -> int:
    return getattr(error, "lineno", 1)
