"""What can be asked of the actions of the pages."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema

NAMES = ("view", "year", "phase", "direction", "by", "region", "currency", "period", "page")


def _word(value: Any) -> str:
    """A word or a number, as an address has it."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise tk.Invalid(tk._("Must be a text"))
    return str(value).strip()


def _path(value: Any) -> list[str]:
    """Keys from the highest level down; one key may come alone."""
    found = value if isinstance(value, list) else [value]
    if not all(isinstance(key, str) for key in found):
        raise tk.Invalid(tk._("Must be a list of texts"))
    return [key for key in found if key]


def budget_list_schema() -> Schema:
    """A body and a region, both optional."""
    empty = tk.get_validator("ignore_missing")
    return {"body": [empty, _word], "region": [empty, _word]}


def budget_view_show_schema() -> Schema:
    """A budget and what is chosen of it; what is not named is chosen as on the page."""
    empty = tk.get_validator("ignore_missing")
    return {
        "id": [tk.get_validator("not_empty"), _word],
        **{name: [empty, _word] for name in NAMES},
        "path": [empty, _path],
    }


def budget_sector_show_schema() -> Schema:
    """One of the six sectors."""
    return {"id": [tk.get_validator("not_empty"), _word]}
