"""Facts to a Parquet file that takes the place of the last one in a single step. No CKAN here.

Facts stream through a text file, so that memory stays flat however many there are; names of members
are collected beside them and kept once, in the file's own metadata.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import duckdb
from ckanext.budgets.cube.shape import FIXED, Member, Members, Shape, Slice, dump, in_order
from ckanext.budgets.cube.sql import quoted

SHAPE_KEY = "budget_shape"
LARGEST = 2**63 - 1
MEMORY = "160MB"
FACT_COLUMNS = {
    "row": "BIGINT",
    "fiscal_year": "INTEGER",
    "period": "VARCHAR",
    "phase": "VARCHAR",
    "direction": "VARCHAR",
    "currency": "VARCHAR",
    "amount": "BIGINT",
}


class FactLike(Protocol):
    """What a fact of the package room has."""

    @property
    def row(self) -> int: ...

    @property
    def fiscal_year(self) -> int: ...

    @property
    def period(self) -> str: ...

    @property
    def phase(self) -> str: ...

    @property
    def direction(self) -> str: ...

    @property
    def amount(self) -> int: ...

    @property
    def currency(self) -> str: ...

    @property
    def dimensions(self) -> Mapping[str, tuple[str, str]]: ...


class TooLarge(ValueError):
    """An amount that no budget of the world has: the row is named."""

    def __init__(self, row: int) -> None:
        super().__init__(f"row {row}")
        self.row = row


def write(
    facts: Iterable[FactLike], target: Path, resource: str, *, levels: Iterable[str], **known: Any
) -> Shape:
    """Write facts of a resource to `target`; `known` are further fields of the Shape."""
    target.parent.mkdir(parents=True, exist_ok=True)
    columns = in_order(levels)
    with tempfile.TemporaryDirectory(prefix=".cube-", dir=target.parent) as name:
        folder = Path(name)
        names = _spool(facts, folder / "facts.csv", columns)
        shape, made = _to_parquet(folder, resource, columns, names, known)
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(target)
    return shape


Names = dict[tuple[str, ...], str]


def _spool(facts: Iterable[FactLike], path: Path, columns: tuple[str, ...]) -> dict[str, Names]:
    """Write codes to a file; return the labels of each level by the path of codes to them."""
    chains = {level: _chain(level, columns) for level in columns}
    names: dict[str, Names] = {level: {} for level in columns}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        for fact in facts:
            if abs(fact.amount) > LARGEST:
                raise TooLarge(fact.row)
            held = fact.dimensions
            codes = {level: held[level][0] for level in columns if level in held}
            writer.writerow(
                (
                    fact.row, fact.fiscal_year, fact.period, fact.phase, fact.direction,
                    fact.currency, fact.amount, *(codes.get(level) for level in columns),
                )
            )  # fmt: skip
            for level in codes:
                way = tuple(codes.get(above, "") for above in chains[level])
                if way not in names[level]:
                    names[level][way] = held[level][1]
    return names


def _chain(level: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The levels of the same dimension down to this one."""
    dimension = level.partition(":")[0]
    return tuple(one for one in columns if one.partition(":")[0] == dimension and one <= level)


def _ambiguous(names: dict[str, Names]) -> set[str]:
    """Levels whose codes mean different things under different parents."""
    return {level for level, ways in names.items() if len({way[-1] for way in ways}) < len(ways)}


def _key(way: tuple[str, ...], ambiguous: bool) -> str:
    return "/".join(way) if ambiguous else way[-1]


def _members(names: dict[str, Names], columns: tuple[str, ...]) -> Members:
    ambiguous = _ambiguous(names)
    members: Members = {}
    for level, ways in names.items():
        chain = _chain(level, columns)
        members[level] = {
            _key(way, level in ambiguous): Member(
                label,
                tuple(
                    _key(way[: place + 1], above in ambiguous)
                    for place, above in enumerate(chain[:-1])
                ),
            )
            for way, label in ways.items()
        }
    return members


def _to_parquet(
    folder: Path, resource: str, columns: tuple[str, ...], names: dict[str, Names], known: Any
) -> tuple[Shape, Path]:
    made = folder / "facts.parquet"
    with duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": 2}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET temp_directory = ?", [str(folder / "spill")])
        types = FACT_COLUMNS | dict.fromkeys(columns, "VARCHAR")
        source = (
            f"read_csv({_text(folder / 'facts.csv')}, header = false, columns = {_struct(types)})"
        )
        fixed = ", ".join(FIXED[:-1])
        found = connection.execute(
            f"SELECT {fixed}, count(*), sum(amount) FROM {source} GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        slices = tuple(
            Slice(year, period, phase, direction, currency, resource, rows, int(amount))
            for year, period, phase, direction, currency, rows, amount in found
        )
        shape = Shape(columns, slices, _members(names, columns), **known)
        keys = _key_columns(columns, _ambiguous(names))
        connection.execute(
            f"COPY (SELECT row, {fixed}, {_text(resource)} AS resource, amount{keys} FROM {source})"
            f" TO {_text(made)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880,"
            f" KV_METADATA {{{SHAPE_KEY}: {_text(dump(shape))}}})"
        )
    return shape, made


def _key_columns(columns: tuple[str, ...], ambiguous: set[str]) -> str:
    parts = []
    for level in columns:
        if level not in ambiguous:
            parts.append(quoted(level))
            continue
        way = [f"coalesce({quoted(one)}, '')" for one in _chain(level, columns)]
        joined = " || '/' || ".join(way)
        parts.append(f"CASE WHEN {quoted(level)} IS NOT NULL THEN {joined} END AS {quoted(level)}")
    return "".join(f", {part}" for part in parts)


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _struct(types: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_text(name)}: {_text(kind)}" for name, kind in types.items()) + "}"
