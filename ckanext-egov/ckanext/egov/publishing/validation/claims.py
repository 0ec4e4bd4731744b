"""Which rules a dictionary makes, and which of them can be judged at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from ckanext.egov.publishing.dictionary import rules
from ckanext.egov.publishing.dictionary.column import Column

PER_CELL = ("required", "minimum", "maximum", "pattern", "enum")
ALL = (*PER_CELL, "unique", "code_list")
_BLANK: dict[str, Any] = {item.name: item.default for item in fields(Column)}


def ruled(columns: Iterable[Column]) -> list[Column]:
    """Return the columns with rules. Types need no check: the database keeps them."""
    usable = (_usable(column) for column in columns)
    return [column for column in usable if any(getattr(column, rule) for rule in ALL)]


def count(columns: Iterable[Column]) -> int:
    """Return how many rules the dictionary makes."""
    return sum(bool(getattr(column, rule)) for column in columns for rule in ALL)


def _usable(column: Column) -> Column:
    """Leave out a rule that new data made senseless, as a limit of what is now text."""
    senseless = {problem.key for problem in rules.problems(column)}
    return replace(column, **{key: _BLANK[key] for key in senseless if key in ALL})
