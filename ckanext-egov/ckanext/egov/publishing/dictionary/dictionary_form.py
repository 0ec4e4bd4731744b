"""Our keys inside CKAN's data dictionary: checked on the way in, shown on the way out."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey, Schema
from ckanext.egov.publishing.dictionary import rules
from ckanext.egov.publishing.dictionary.code_lists import missing
from ckanext.egov.publishing.dictionary.column import KEYS, TYPED, Column
from ckanext.egov.publishing.dictionary.problem import Problem

PLUGIN = "egov_dictionary"
# Values of people are not repeated beside the data.
_OF_PEOPLE = ("examples", "top")


def extend(schema: Schema) -> Schema:
    """Add our keys to the schema of `datastore_create`; a key that is absent keeps its value."""
    fields: Any = schema["fields"]
    for key in KEYS:
        fields[key] = [tk.get_validator("ignore_missing")]
    fields["__after"] = [*fields.get("__after", []), egov_dictionary_column]
    return schema


def shown(field: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """Return the field of `datastore_info` with what is stored of it."""
    if field["id"].startswith("_"):
        return field
    column = Column.from_field({**field, **stored.get(PLUGIN, {})})
    said = column.to_field()
    if column.personal_data and "profile" in said:
        said["profile"] = {k: v for k, v in said["profile"].items() if k not in _OF_PEOPLE}
    return {**field, **said}


def egov_dictionary_column(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Check the keys of one field together and keep them with the column."""
    place = key[:-1]
    given = {name: data.pop((*place, name)) for name in KEYS if (*place, name) in data}
    info = data.get((*place, "info"))
    if not given and not info:
        return
    field_id, type_ = str(data.get((*place, "id"))), _type(place, data, context)
    plugin_data: dict[str, Any] = context["plugin_data"].setdefault(place[-1], {})
    current = plugin_data.get("_current", {})
    base = {"id": field_id, "type": type_, "info": current.get("_info"), **current.get(PLUGIN, {})}
    column = Column.from_field({**base, **given})
    column = column.heard(_not_given(info, given))
    said_now = _changed(Column.from_field(base), column)
    wrong = [item for item in rules.problems(column, missing) if item.key in said_now]
    for problem in (*rules.shape_problems({**given, "id": field_id}), *wrong):
        errors.setdefault((*place, problem.key), []).append(_message(problem))
    said = column.to_field()
    plugin_data[PLUGIN] = {name: said[name] for name in KEYS if name in said}
    data[(*place, "info")] = said["info"]


def _changed(before: Column, after: Column) -> set[str]:
    """Return the keys that somebody is saying now: what new data made untrue is not their fault."""
    changed = {key for key in TYPED if getattr(before, key) != getattr(after, key)}
    limits = {"minimum", "maximum"}
    return changed | limits if changed & limits else changed


def _not_given(info: Any, given: dict[str, Any]) -> Any:
    """Return CKAN's own `info` without the texts that came under our keys as well."""
    if not isinstance(info, dict):
        return None
    ours = {plain for plain, key in (("label", "label"), ("notes", "description")) if key in given}
    return {name: value for name, value in info.items() if name not in ours}


def _message(problem: Problem) -> str:
    return tk._("Column «{column}»: {message}").format(
        column=problem.column, message=problem.text(tk._)
    )


def _type(place: FlattenKey, data: FlattenDataDict, context: Context) -> str:
    """Return the type that the column has: for a column that exists a client may leave it out."""
    given = data.get((*place, "type"))
    resource: Any = context.get("resource")
    if (given and given is not tk.missing) or resource is None:
        return str(given or "text")
    info = tk.get_action("datastore_info")({"ignore_auth": True}, {"id": resource.id})
    types = {field["id"]: field["type"] for field in info["fields"]}
    return types.get(data.get((*place, "id")), "text")
