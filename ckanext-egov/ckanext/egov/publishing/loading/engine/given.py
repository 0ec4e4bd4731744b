"""Types that a file brings along (Parquet): nothing is to be found out, only to be checked."""

from __future__ import annotations

from functools import partial

import duckdb

from .errors import LoadError
from .source import Source
from .types import FAMILIES, FITTING, Rule


def _as_text(nested: bool, cell: str) -> str:
    return f"CAST(to_json({cell}) AS VARCHAR)" if nested else f"CAST({cell} AS VARCHAR)"


def given_rule(type_: str, nested: bool = False) -> Rule:
    """A rule for values that already are of a type."""
    return Rule("given", type_, "(?s).*", partial(_as_text, nested))


def checked_type(name: str, type_: str, declared: str) -> str:
    """The type a column gets: the declared one where the file's fits into it."""
    family = FAMILIES.get(declared)
    if not declared:
        return type_
    if not family:
        return declared if declared == "text" else type_
    if FAMILIES.get(type_) not in {FAMILIES[fitting] for fitting in FITTING[family]}:
        raise LoadError("contradicts_dictionary", row=1, column=name, value=type_, type=declared)
    return type_ if family == "integer" else declared


def count_rows(connection: duckdb.DuckDBPyConnection, source: Source) -> int:
    """Parquet knows its number of rows."""
    row = connection.execute(f"SELECT count(*) FROM {source.relation}").fetchone()
    return row[0] if row else 0
