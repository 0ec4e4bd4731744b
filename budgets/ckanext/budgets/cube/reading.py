"""Asks DuckDB about cubes. No CKAN here.

Each process has one DuckDB; each question a cursor of its own, so that threads do not meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb
from ckanext.budgets.cube import shape as shapes
from ckanext.budgets.cube import sql
from ckanext.budgets.cube.question import Question
from ckanext.budgets.cube.shape import Shape
from ckanext.budgets.cube.writing import SHAPE_KEY

MEMORY, THREADS = "256MB", 2


@dataclass(frozen=True)
class Cells:
    """A page of cells; `count`, `total` and `facts` are of all of them."""

    cells: list[dict[str, Any]]
    count: int
    total: int
    facts: int


class Cube:
    """One or several Parquet files that are read as one."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = [str(file) for file in files]
        self.shape = shapes.joined(_shape_as_it_is(file) for file in files)

    def aggregate(self, question: Question) -> Cells:
        """Sums by the axes of the question."""
        columns, rows = _ask(sql.aggregate(question, self.files))
        width = len(question.drilldowns) + 2
        cells = [dict(zip(columns[:width], row[:width], strict=True)) for row in rows]
        for cell in cells:
            cell["amount"] = int(cell["amount"] or 0)
        if rows:
            count, total, facts = rows[0][width:]
        else:
            _, [(count, total, facts)] = _ask(sql.total(question, self.files))
        return Cells(cells, count, int(total or 0), int(facts or 0))

    def facts(self, question: Question) -> tuple[list[dict[str, Any]], int]:
        """A page of facts, and how many there are."""
        columns, rows = _ask(sql.facts(question, self.shape.axes, self.files))
        found = [dict(zip(columns[:-1], row[:-1], strict=True)) for row in rows]
        if rows:
            return found, rows[0][-1]
        _, [(_cells, _amount, count)] = _ask(sql.total(question, self.files))
        return found, int(count or 0)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    settings: dict[str, bool | float | int | list[str] | str] = {
        "memory_limit": MEMORY,
        "threads": THREADS,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    return duckdb.connect(":memory:", config=settings)


def _ask(query: sql.Query) -> tuple[list[str], list[tuple[Any, ...]]]:
    with _database().cursor() as cursor:
        cursor.execute(query.text, query.values)
        return [column[0] for column in cursor.description or []], cursor.fetchall()


def _shape_as_it_is(file: Path) -> Shape:
    """The shape of the file that is there now: a new one has another inode."""
    found = file.stat()
    return _shape(str(file), found.st_ino, found.st_mtime_ns)


@lru_cache(maxsize=256)
def _shape(file: str, inode: int, moment: int) -> Shape:
    text = "SELECT value FROM parquet_kv_metadata(?) WHERE key = ?::BLOB"
    _, [(value,)] = _ask(sql.Query(text, [file, SHAPE_KEY]))
    return shapes.load(bytes(value).decode("utf-8"))
