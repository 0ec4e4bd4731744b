"""What can be asked of the actions of the cube."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.budgets.cube.question import MOST_CELLS
from ckanext.egov.paging import at_most

_validator: Callable[[str], Any] = tk.get_validator
LAST_PAGE = 1_000_000


def _words(value: Any) -> str:
    """Text; a list is taken as its parts joined, as other APIs write it."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "|".join(value)
    if not isinstance(value, str):
        raise tk.Invalid(tk._("Must be a text"))
    return value


def _number(default: int, most: int) -> list[Any]:
    return [_validator("default")(default), _validator("is_positive_integer"), at_most(most)]


def _paging(size: int) -> Schema:
    return {"page": _number(1, LAST_PAGE), "page_size": _number(size, MOST_CELLS)}


def _text() -> list[Any]:
    return [_validator("default")(""), _words]


def budget_aggregate_schema() -> Schema:
    """Drilldowns, cuts, measures, order, a page, and the tables for derived measures."""
    names = ("drilldown", "cut", "measures", "order", "population", "deflator")
    year = [_validator("ignore_empty"), _validator("is_positive_integer")]
    return {
        "id": [_validator("not_empty"), _words],
        **{name: _text() for name in names},
        "base_year": year,
        **_paging(1000),
    }


def budget_facts_schema() -> Schema:
    """Cuts and a page."""
    return {"id": [_validator("not_empty"), _words], "cut": _text(), **_paging(100)}


def budget_members_schema() -> Schema:
    """The axis whose members are wanted; none for the shape of the cube."""
    return {"id": [_validator("not_empty"), _words], "axis": _text(), **_paging(1000)}
