"""A question as SQL for DuckDB. Pure.

Names of columns come from the cube's own shape and are quoted; everything that somebody typed is a
bound value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ckanext.budgets.cube.question import Cut, Question

FACTS = "read_parquet(?, union_by_name = true)"


class Query(NamedTuple):
    """Text with question marks, and the values for them in their order."""

    text: str
    values: list[Any]


def quoted(name: str) -> str:
    """A name of a column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def aggregate(question: Question, files: Sequence[str]) -> Query:
    """Cells of one page, each with the number and the sum of all cells beside it."""
    axes = [quoted(axis) for axis in question.drilldowns]
    where, values = _where(question.cuts)
    columns = ", ".join([*axes, 'sum(amount) AS "amount"', 'count(*) AS "rows"'])
    groups = f" GROUP BY {', '.join(axes)}" if axes else ""
    cells = f"SELECT {columns} FROM {FACTS}{where}{groups}"
    text = (
        f"SELECT *, count(*) OVER () AS _cells, sum(amount) OVER () AS _total,"
        f" sum(rows) OVER () AS _facts FROM ({cells})"
        f" ORDER BY {_order(question)} LIMIT ? OFFSET ?"
    )
    offset = (question.page - 1) * question.page_size
    return Query(text, [list(files), *values, question.page_size, offset])


def total(question: Question, files: Sequence[str]) -> Query:
    """What all cells come to, for a page beyond the last one."""
    axes = ", ".join(quoted(axis) for axis in question.drilldowns)
    where, values = _where(question.cuts)
    groups = f" GROUP BY {axes}" if axes else ""
    text = (
        f"SELECT count(*), sum(amount), sum(rows) FROM (SELECT sum(amount) AS amount,"
        f" count(*) AS rows FROM {FACTS}{where}{groups})"
    )
    return Query(text, [list(files), *values])


def facts(question: Question, axes: Sequence[str], files: Sequence[str]) -> Query:
    """The facts themselves with the rows of the source they came from."""
    where, values = _where(question.cuts)
    columns = ", ".join(["row", *(quoted(axis) for axis in axes), "amount"])
    text = (
        f"SELECT {columns}, count(*) OVER () AS _facts FROM {FACTS}{where}"
        " ORDER BY resource, row, amount LIMIT ? OFFSET ?"
    )
    offset = (question.page - 1) * question.page_size
    return Query(text, [list(files), *values, question.page_size, offset])


def _order(question: Question) -> str:
    """As asked; what that leaves open goes by amount, then by name: pages never overlap."""
    asked = [(item.by, item.descending) for item in question.order]
    if not any(by == "amount" for by, _ in asked):
        asked.append(("amount", True))
    named = {by for by, _ in asked}
    asked += [(axis, False) for axis in question.drilldowns if axis not in named]
    return ", ".join(f"{quoted(by)} {'DESC' if down else 'ASC'} NULLS LAST" for by, down in asked)


def _where(cuts: Sequence[Cut]) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []
    for cut in cuts:
        part, found = _condition(cut)
        parts.append(part)
        values += found
    return (f" WHERE {' AND '.join(parts)}" if parts else ""), values


def _condition(cut: Cut) -> tuple[str, list[Any]]:
    name = quoted(cut.axis)
    given = [value for value in cut.values if value is not None]
    either = []
    if given:
        either.append(f"{name} IN ({', '.join('?' * len(given))})")
    if len(given) < len(cut.values):
        either.append(f"{name} IS NULL")
    return f"({' OR '.join(either)})", given
