"""Turns what the API is given into the same parameters as an address has."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

SIMPLE = ("q", "sort", "order", "page", "after", "before", "limit")
CHART = ("x", "y", "aggregate", "kind", "series")


def parameters(data_dict: Mapping[str, Any]) -> Callable[[str], Sequence[str]]:
    """A reader of `data_dict` that gives the values of a parameter as texts.

    `filters` is a list of objects with `column`, `is` and `value`.
    """
    many: dict[str, list[str]] = {
        name: [str(data_dict[name])]
        for name in (*SIMPLE, *CHART)
        if data_dict.get(name) not in (None, "")
    }
    filters = data_dict.get("filters") or []
    if not isinstance(filters, list) or not all(isinstance(row, dict) for row in filters):
        filters = [{"column": "", "is": ""}]
    for name in ("column", "is", "value"):
        many[name] = [str(row[name]) for row in filters if row.get(name) is not None]
    return lambda name: many.get(name, [])
