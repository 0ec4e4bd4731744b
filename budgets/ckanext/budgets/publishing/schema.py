"""What can be said of a draft."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict, Schema

_validator: Callable[[str], Any] = tk.get_validator
LONGEST = 2000
MOST = 500


def checked(data_dict: DataDict, wanted: Schema, context: Context) -> dict[str, Any]:
    """What is asked, or a refusal that names what is wrong."""
    asked, errors = tk.navl_validate(dict(data_dict), wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return asked


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise tk.Invalid(tk._("Must be a text"))
    return value.strip()


def _object(value: Any) -> dict[str, Any]:
    """An object with names, or its JSON."""
    if isinstance(value, str):
        try:
            value = json.loads(value) if value else {}
        except (ValueError, RecursionError) as error:
            raise tk.Invalid(tk._("This is not valid JSON.")) from error
    if not isinstance(value, dict) or len(value) > MOST:
        raise tk.Invalid(tk._("Give an object with names and values."))
    return value


def _texts(value: Any) -> dict[str, str]:
    """Names with texts; what has no text is left out."""
    found = _object(value)
    return {str(name): text for name, it in found.items() if (text := _text(it))}


def _nested(value: Any) -> dict[str, dict[str, str]]:
    return {str(name): said for name, it in _object(value).items() if (said := _texts(it))}


def _table(value: Any) -> dict[str, Any]:
    """Only what a table of amounts can be said to be."""
    found = _object(value)
    strange = [name for name in found if not str(name).startswith("budget_")]
    if strange:
        raise tk.Invalid(tk._("There is nothing called “{name}” here.").format(name=strange[0]))
    return found


def _optional(validator: Any) -> list[Any]:
    return [_validator("default")(None), lambda value: None if value is None else validator(value)]


def budget_draft_create_schema() -> Schema:
    """Whose budget it is and what it is called."""
    return {
        "body": [_validator("default")(""), _text],
        "dataset": [_validator("default")(""), _text],
        "resource": [_validator("default")(""), _text],
        "title": [_validator("default")({}), _texts],
        "__extras": [_validator("ignore")],
    }


def budget_draft_update_schema() -> Schema:
    """What columns and table are said to be."""
    return {
        "types": _optional(_texts),
        "normalize": _optional(_nested),
        "table": _optional(_table),
        "explanations": _optional(_texts),
        "__extras": [_validator("ignore")],
    }
