"""What the data of a column show, as a loader counted it; anything else is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckanext.egov.publishing.dictionary import kinds

MOST = 50


def clean(value: Any) -> dict[str, Any]:
    """Return a profile in which each key holds what the pages expect of it."""
    if not isinstance(value, Mapping):
        return {}
    read = {
        **{key: _count(value.get(key)) for key in ("count", "missing", "distinct")},
        **{key: _scalar(value.get(key)) for key in ("minimum", "maximum")},
        "examples": [kinds.written(item) for item in _list(value, "examples") if _is_scalar(item)],
        "histogram": [bar for bar in _list(value, "histogram") if _count(bar) is not None],
        "top": [list(pair) for pair in _list(value, "top") if _is_pair(pair)],
    }
    return {key: item for key, item in read.items() if item is not None and item != []}


def _list(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return list(found)[:MOST] if isinstance(found, list | tuple) else []


def _count(value: Any) -> int | float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and 0 <= value < float("inf") else None


def _scalar(value: Any) -> Any:
    return value if _is_scalar(value) else None


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float) and value not in ("", float("inf"), -float("inf"))


def _is_pair(pair: Any) -> bool:
    return (
        isinstance(pair, list | tuple)
        and len(pair) == 2
        and _is_scalar(pair[0])
        and _count(pair[1]) is not None
    )
