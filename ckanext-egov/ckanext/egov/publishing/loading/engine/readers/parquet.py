"""Parquet: the types are the file's own."""

from __future__ import annotations

import contextlib
from pathlib import Path

import duckdb

from ..database import connect
from ..errors import LoadError, excerpt
from ..headings import headings
from ..source import Source
from ..spec import Limits

TYPES = {
    "BOOLEAN": "bool",
    "TINYINT": "int4",
    "SMALLINT": "int4",
    "INTEGER": "int4",
    "UTINYINT": "int4",
    "USMALLINT": "int4",
    "UINTEGER": "int8",
    "BIGINT": "int8",
    "UBIGINT": "numeric",
    "HUGEINT": "numeric",
    "FLOAT": "numeric",
    "DOUBLE": "numeric",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP_S": "timestamp",
    "TIMESTAMP_MS": "timestamp",
    "TIMESTAMP_NS": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
}


def read_parquet(path: Path, folder: Path, limits: Limits) -> Source:
    """Read in place, by columns."""
    with contextlib.closing(connect(folder, limits)) as duck:
        try:
            rows = duck.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        except duckdb.Error as error:
            raise LoadError("broken_file", detail=excerpt(str(error))) from error
    columns = headings([row[0] for row in rows], limits.columns)
    types = {heading.name: _type(row[1]) for heading, row in zip(columns, rows, strict=True)}
    nested = frozenset(
        heading.name
        for heading, row in zip(columns, rows, strict=True)
        if row[1].endswith("]") or row[1].startswith(("STRUCT", "MAP", "UNION"))
    )
    return Source(
        path=path, columns=columns, types=types, nested=nested, encoding="parquet", first_row=1
    )


def _type(type_: str) -> str:
    return "numeric" if type_.startswith("DECIMAL") else TYPES.get(type_, "text")
