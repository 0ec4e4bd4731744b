"""One load from beginning to end."""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
from psycopg2 import sql

from . import table as tables
from .database import as_load_error, connect
from .errors import LoadError
from .infer import Found, infer
from .kind import kind_of
from .profile import profile
from .readers import open_source
from .readers.text import rewrite
from .source import Source
from .spec import Spec, Tell
from .transfer import transfer


def run(spec: Spec, tell: Tell) -> None:
    """Load the file; every failure is a `LoadError` and leaves the old table as it was."""
    try:
        _run(spec, tell)
    except Exception as error:
        raise as_load_error(error) from error


def _run(spec: Spec, tell: Tell) -> None:
    folder = Path(spec.work_folder)
    tell("step", {"step": "checking"})
    kind = kind_of(Path(spec.path), spec.format)
    source = open_source(kind, Path(spec.path), folder, spec.limits, tell)
    with contextlib.closing(connect(folder, spec.limits)) as duck:
        source, found = _look(duck, source, spec, folder)
        if not found.rows:
            raise LoadError("no_rows")
        _warn(kind, source, found, tell)
        _write(duck, source, found, spec, tell)
        tell("step", {"step": "describing"})
        tell("profile", {"columns": _describe(duck, source, found)})


def _describe(
    duck: duckdb.DuckDBPyConnection, source: Source, found: Found
) -> list[dict[str, Any]]:
    """The table is there already: a profile that fails must not undo that."""
    try:
        return profile(duck, source, found)
    except duckdb.Error as error:
        print(f"no profile: {error}", file=sys.stderr)
        return []


def _look(
    duck: duckdb.DuckDBPyConnection, source: Source, spec: Spec, folder: Path
) -> tuple[Source, Found]:
    _require_declared(source, spec)
    try:
        return source, infer(duck, source, spec.declared)
    except duckdb.InvalidInputException:
        if not source.original:
            raise
        # DuckDB and the file disagree about CSV. Python's reader either finds the torn row,
        # or the file is right and its plain copy is read instead.
        plain = rewrite(source, folder, spec.limits)
        return plain, infer(duck, plain, spec.declared)


def _require_declared(source: Source, spec: Spec) -> None:
    """A dictionary that describes a column which the file lacks is contradicted too."""
    there = {heading.name for heading in source.columns}
    for item in spec.declared:
        if item.name not in there:
            raise LoadError("missing_column", row=1, column=item.name)


def _warn(kind: str, source: Source, found: Found, tell: Tell) -> None:
    tell(
        "facts",
        {
            "kind": kind,
            "encoding": source.encoding,
            "delimiter": source.delimiter,
            "total": found.rows,
        },
    )
    for typed in found.columns:
        heading = typed.heading
        if heading.name != heading.title:
            tell("warning", {"code": "renamed", "column": heading.title, "name": heading.name})
        if typed.formulas:
            tell("warning", {"code": "formulas", "column": heading.title, "count": typed.formulas})


def _write(
    duck: duckdb.DuckDBPyConnection, source: Source, found: Found, spec: Spec, tell: Tell
) -> None:
    tell("step", {"step": "writing"})
    staging = tables.staging_name(spec.table)
    with contextlib.closing(tables.connect(spec.dsn)) as connection, connection.cursor() as cursor:
        if not tables.claim(cursor, spec.table):
            raise LoadError("busy")
        tables.create(
            cursor, staging, [(typed.heading.name, typed.type) for typed in found.columns]
        )
        transfer(
            duck,
            _query(source, found),
            cursor,
            _target(staging, found),
            lambda rows: tell("rows", {"rows": rows, "total": found.rows}),
        )
        tell("step", {"step": "replacing"})
        for lost in tables.replace(cursor, staging, spec.table, found.rows):
            tell("warning", {"code": "not_carried_over", "column": "", "definition": lost})
        connection.commit()
    tell("readable", {"rows": found.rows, "at": time.time()})


def _query(source: Source, found: Found) -> str:
    values = ", ".join(typed.value for typed in found.columns)
    return f"SELECT row_number() OVER (), {values} FROM {source.relation}"


def _target(staging: str, found: Found) -> sql.Composable:
    columns: list[Any] = [sql.Identifier("_id")]
    columns += [sql.Identifier(typed.heading.name) for typed in found.columns]
    return sql.SQL("{} ({})").format(sql.Identifier(staging), sql.SQL(", ").join(columns))
