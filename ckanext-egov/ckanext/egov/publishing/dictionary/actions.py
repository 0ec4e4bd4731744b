"""API actions: read, write, import and export the dictionary of a table."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.egov.publishing.dictionary import changes, csv_file, decoding, table_schema
from ckanext.egov.publishing.dictionary.changes import Plan
from ckanext.egov.publishing.dictionary.column import TYPED, Column, columns
from ckanext.egov.publishing.dictionary.imported import Unreadable

__all__ = [
    "resource_dictionary_export",
    "resource_dictionary_import",
    "resource_dictionary_show",
    "resource_dictionary_update",
]

_FORMATS = {"json": table_schema.dumps, "csv": csv_file.dumps}
_BLANK = Column(id="")
_PLAIN = {"label", "notes"}
"""Keys of `info` that only repeat what our own keys say."""


@tk.side_effect_free
def resource_dictionary_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the dictionary of a table: what each of its columns means.

    :param id: id of the resource
    :returns: `resource_id` and `fields`, each with `id`, `type`, and where known `label` and
        `description` ({language: text}), `unit`, `code_list`, `required`, `unique`, `minimum`,
        `maximum`, `pattern`, `enum`, `personal_data`, `drafted` (keys suggested by the machine
        and not yet confirmed) and `profile` (what the data show)
    """
    tk.check_access("resource_dictionary_show", context, data_dict)
    resource_id = tk.get_or_bust(data_dict, "id")
    return {
        "resource_id": resource_id,
        "fields": [column.to_field() for column in _columns(context, resource_id)],
    }


def resource_dictionary_update(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Say what columns mean. Columns and keys that are not named stay as they are.

    :param id: id of the resource
    :param fields: list of dictionaries, each with the `id` of a column and any of the keys that
        `resource_dictionary_show` returns; an empty value clears a key. In `info` stands what other
        standards say of a column, such as `columnType` of Fiscal Data Package
    :returns: the whole dictionary as `resource_dictionary_show` does
    """
    tk.check_access("resource_dictionary_update", context, data_dict)
    resource_id = tk.get_or_bust(data_dict, "id")
    existing = {column.id: column for column in _columns(context, resource_id)}
    fields = _named_fields(data_dict.get("fields"), existing)
    _store(context, resource_id, existing, fields)
    return resource_dictionary_show(context, {"id": resource_id})


def resource_dictionary_import(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Bring in a dictionary from Table Schema (JSON) or a spreadsheet (CSV).

    :param id: id of the resource
    :param content: text of the file
    :param upload: the file itself, instead of `content`
    :param preview: only tell what would change (optional, default: false)
    :returns: `changes` (column, key, before, after), `problems` with `message`, `column` and
        whether each is only a `note`, and `imported`: whether the dictionary was changed
    """
    tk.check_access("resource_dictionary_import", context, data_dict)
    resource_id = tk.get_or_bust(data_dict, "id")
    existing = _columns(context, resource_id)
    plan = changes.plan(existing, _read(data_dict))
    if not tk.asbool(data_dict.get("preview")):
        if plan.errors:
            raise tk.ValidationError({"content": [item.text(tk._) for item in plan.errors]})
        by_id = {column.id: column for column in existing}
        touched = {change.column for change in plan.changes}
        fields = [_whole(column) for column in plan.columns if column.id in touched]
        _store(context, resource_id, by_id, fields)
        return {**_told(plan), "imported": bool(fields)}
    return {**_told(plan), "imported": False}


@tk.side_effect_free
def resource_dictionary_export(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return the dictionary as a file.

    :param id: id of the resource
    :param format: `json` (Frictionless Table Schema, the default) or `csv`
    :returns: `format` and `content`, the text of the file
    """
    tk.check_access("resource_dictionary_export", context, data_dict)
    resource_id = tk.get_or_bust(data_dict, "id")
    name = str(data_dict.get("format") or "json").lower()
    if name not in _FORMATS:
        raise tk.ValidationError({"format": [tk._("Choose «json» or «csv».")]})
    return {"format": name, "content": _FORMATS[name](_columns(context, resource_id))}


def _columns(context: Context, resource_id: str) -> list[Column]:
    fresh = tk.fresh_context(context)
    query = {"id": resource_id, "include_meta": False, "include_fields_schema": False}
    return columns(tk.get_action("datastore_info")(fresh, query)["fields"])


def _named_fields(fields: Any, existing: dict[str, Column]) -> list[dict[str, Any]]:
    if not isinstance(fields, list) or not all(isinstance(field, dict) for field in fields):
        raise tk.ValidationError({"fields": [tk._("Give a list of columns, each with its «id».")]})
    for field in fields:
        if field.get("id") not in existing:
            message = tk._("The table has no column «{column}».").format(column=field.get("id"))
            raise tk.ValidationError({"fields": [message]})
    return fields


def _store(
    context: Context,
    resource_id: str,
    existing: dict[str, Column],
    fields: list[dict[str, Any]],
) -> None:
    """Write through CKAN's own action, whose schema checks our keys too."""
    if not fields:
        return
    ours = [
        {
            **{key: field[key] for key in TYPED if key in field},
            "id": field["id"],
            "type": existing[field["id"]].type,
            "drafted": [key for key in existing[field["id"]].drafted if key not in field],
            "info": _info(existing[field["id"]], field),
        }
        for field in fields
    ]
    query = {"resource_id": resource_id, "force": True, "fields": ours}
    tk.get_action("datastore_create")(tk.fresh_context(context), query)


def _info(column: Column, field: dict[str, Any]) -> dict[str, Any]:
    """CKAN's own `info` with what is given for it; an empty value clears a key."""
    given = field.get("info")
    said = given if isinstance(given, dict) else {}
    both = column.to_info() | {key: said[key] for key in said if key not in _PLAIN}
    return {key: value for key, value in both.items() if value}


def _whole(column: Column) -> dict[str, Any]:
    """Return the field with its empty keys too: an import may clear one."""
    return {"id": column.id, **{key: getattr(column, key) for key in TYPED}}


def _read(data_dict: dict[str, Any]) -> Any:
    upload, content = data_dict.get("upload"), data_dict.get("content")
    try:
        if hasattr(upload, "read"):
            return decoding.read(upload.read(decoding.LARGEST + 1))
        return decoding.read(str(content or "").encode())
    except Unreadable as error:
        raise tk.ValidationError({"content": [error.problem.text(tk._)]}) from error


def _told(plan: Plan) -> dict[str, Any]:
    return {
        "changes": [vars(change) for change in plan.changes],
        "problems": [
            {"column": item.column, "note": item.note, "message": item.text(tk._)}
            for item in plan.problems
        ],
    }
