"""Objects among the fields of a resource, kept as JSON."""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins.toolkit as tk

__all__ = ["budget_object", "budget_object_output"]

LONGEST = 20_000


def budget_object(value: Any) -> str:
    """An object, or its JSON, as JSON."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise tk.Invalid(tk._("This is not valid JSON.")) from error
    if not isinstance(value, dict):
        raise tk.Invalid(tk._("Give an object with names and values."))
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > LONGEST:
        raise tk.Invalid(tk._("Must be shorter."))
    return text


def budget_object_output(value: Any) -> Any:
    """The object itself; what an older portal stored otherwise stays as it is."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value
