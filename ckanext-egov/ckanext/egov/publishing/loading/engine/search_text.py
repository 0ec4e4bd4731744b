"""The search over whole rows, built once the table can already be read.

`UPDATE` would leave every row twice in the table. Instead a second copy is made with the
search column filled, and takes the first one's place in one transaction; meanwhile readers
read and only writers wait.
"""

from __future__ import annotations

import contextlib
import hashlib
from typing import Any

from psycopg2 import sql

from . import table as tables

GROUP = 90
TEXT_CHARACTERS = 200_000  # a tsvector may have one megabyte


def build(dsn: str, table: str, language: str, method: str) -> bool:
    """Fill `_full_text` and index it; false when the table is gone or nothing is missing."""
    with contextlib.closing(tables.connect(dsn)) as connection, connection.cursor() as cursor:
        if not tables.exists(cursor, table) or not _is_missing(cursor, table):
            return False
        cursor.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(tables.name(table)))
        new = tables.staging_name(table)
        columns = _columns(cursor, table)
        tables.create(cursor, new, columns)
        rows = _copy(cursor, table, new, columns, language)
        tables.replace(cursor, new, table, rows)
        _index(cursor, table, method)
        connection.commit()
        connection.autocommit = True
        cursor.execute(sql.SQL("ANALYZE {}").format(tables.name(table)))
    return True


def _is_missing(cursor: Any, table: str) -> bool:
    cursor.execute(
        sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE _full_text IS NULL)").format(
            tables.name(table)
        )
    )
    return cursor.fetchone()[0]


def _columns(cursor: Any, table: str) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
        "WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped "
        "AND attname NOT IN ('_id', '_full_text') ORDER BY attnum",
        (f'public."{table}"',),
    )
    return cursor.fetchall()


def _copy(cursor: Any, table: str, new: str, columns: list[tuple[str, str]], language: str) -> int:
    names = [sql.Identifier(column) for column, _ in columns]
    cursor.execute(
        sql.SQL(
            "INSERT INTO {} (_id, _full_text, {}) "
            "SELECT _id, to_tsvector({}::regconfig, left({}, {})), {} FROM {} ORDER BY _id"
        ).format(
            tables.name(new),
            sql.SQL(", ").join(names),
            sql.Literal(language),
            _text(names),
            sql.Literal(TEXT_CHARACTERS),
            sql.SQL(", ").join(names),
            tables.name(table),
        )
    )
    return cursor.rowcount


def _text(names: list[sql.Identifier]) -> sql.Composable:
    """All cells of a row; in groups, because PostgreSQL's functions take 100 arguments."""
    groups = [
        sql.SQL("concat_ws(' ', {})").format(sql.SQL(", ").join(names[start : start + GROUP]))
        for start in range(0, len(names), GROUP)
    ]
    return sql.SQL(" || ' ' || ").join(groups)


def _index(cursor: Any, table: str, method: str) -> None:
    """Under the name that CKAN gives it, so that CKAN does not build a second one."""
    title = hashlib.sha1(f'{table}"_full_text"'.encode()).hexdigest()
    cursor.execute(
        sql.SQL("CREATE INDEX {} ON {} USING {} (_full_text)").format(
            sql.Identifier(title), tables.name(table), sql.SQL(method)
        )
    )
