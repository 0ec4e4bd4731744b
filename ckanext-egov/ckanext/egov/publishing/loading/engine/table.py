"""Tables in the DataStore: made beside the old one, put in its place in one transaction."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import psycopg2
from psycopg2 import errors, sql

from .errors import LoadError

LOCK_TRIES = 60
CLAIM_SECONDS = 30
FULL_TEXT_TRIGGER = "zfulltext"


def name(*parts: str) -> sql.Composable:
    """A quoted identifier."""
    return sql.Identifier(*parts)


def staging_name(table: str) -> str:
    """A leading underscore keeps it out of `_table_metadata`, so out of CKAN's sight."""
    return f"_load_{table}"


def create(cursor: Any, table: str, columns: list[tuple[str, str]]) -> None:
    """An empty table of the shape CKAN's DataStore expects."""
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name(table)))
    parts = [sql.SQL("_id serial NOT NULL"), sql.SQL("_full_text tsvector")]
    parts += [sql.SQL("{} {}").format(name(column), sql.SQL(type_)) for column, type_ in columns]
    cursor.execute(sql.SQL("CREATE TABLE {} ({})").format(name(table), sql.SQL(", ").join(parts)))


@dataclass(frozen=True)
class Attached:
    """What hangs on the old table and must hang on the new one."""

    comments: list[tuple[str, str]]
    definitions: list[str]
    """Indexes and triggers; they name the table, so they run once the new one bears its name."""
    views: list[str]


def exists(cursor: Any, table: str) -> bool:
    """Whether there is such a table now."""
    cursor.execute("SELECT to_regclass(%s)", (_public(table),))
    return cursor.fetchone()[0] is not None


def attached(cursor: Any, table: str) -> Attached:
    """Read what hangs on a table; nothing when there is none."""
    if not exists(cursor, table):
        return Attached([], [], [])
    regclass = (_public(table),)
    cursor.execute(
        "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND col_description(attrelid, attnum) IS NOT NULL",
        regclass,
    )
    comments = cursor.fetchall()
    cursor.execute(
        "SELECT pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = %s::regclass AND NOT indisprimary "
        "AND pg_get_indexdef(indexrelid) NOT LIKE '%%(_full_text)' "
        "UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger "
        "WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgname <> %s",
        regclass + regclass + (FULL_TEXT_TRIGGER,),
    )
    definitions = [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT name FROM _table_metadata WHERE alias_of = %s", (table,))
    return Attached(comments, definitions, [row[0] for row in cursor.fetchall()])


def replace(cursor: Any, new: str, table: str, rows: int) -> list[str]:
    """Put `new` in the place of `table`. Until the commit readers see the old one.

    Returns what could not be carried over because its column is gone.
    """
    cursor.execute(sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (_id)").format(name(new)))
    cursor.execute(
        "SELECT setval(pg_get_serial_sequence(%s, '_id'), %s)", (_public(new), max(rows, 1))
    )
    kept = attached(cursor, table)
    _comment(cursor, new, kept.comments)
    if exists(cursor, table):
        _lock(cursor, table)
        cursor.execute(sql.SQL("DROP TABLE {} CASCADE").format(name(table)))
    _rename(cursor, new, table)
    _full_text_trigger(cursor, table)
    lost = _restore(cursor, table, kept)
    _count(cursor, table, rows)
    return lost


def _comment(cursor: Any, table: str, comments: list[tuple[str, str]]) -> None:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0",
        (_public(table),),
    )
    there = {row[0] for row in cursor.fetchall()}
    for column, comment in comments:
        if column in there:
            cursor.execute(
                sql.SQL("COMMENT ON COLUMN {} IS {}").format(
                    name(table, column), sql.Literal(comment)
                )
            )


def _lock(cursor: Any, table: str) -> None:
    """Wait for readers in short tries, so that new readers are not held up behind us."""
    for _ in range(LOCK_TRIES):
        cursor.execute("SAVEPOINT before_lock")
        cursor.execute("SET LOCAL lock_timeout = '1s'")
        try:
            cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(name(table)))
            cursor.execute("SET LOCAL lock_timeout = 0")
            return
        except (errors.LockNotAvailable, errors.DeadlockDetected):
            cursor.execute("ROLLBACK TO SAVEPOINT before_lock")
            time.sleep(0.5)
    raise LoadError("table_in_use")


def _rename(cursor: Any, new: str, table: str) -> None:
    for kind, ending in (("TABLE", ""), ("INDEX", "_pkey"), ("SEQUENCE", "__id_seq")):
        cursor.execute(
            sql.SQL("ALTER {} {} RENAME TO {}").format(
                sql.SQL(kind), name(new + ending), name(table + ending)
            )
        )


def _full_text_trigger(cursor: Any, table: str) -> None:
    """Rows changed later fill their search column by CKAN's own function."""
    cursor.execute(
        sql.SQL(
            "CREATE TRIGGER {} BEFORE INSERT OR UPDATE ON {} "
            "FOR EACH ROW EXECUTE PROCEDURE populate_full_text_trigger()"
        ).format(name(FULL_TEXT_TRIGGER), name(table))
    )


def _restore(cursor: Any, table: str, kept: Attached) -> list[str]:
    views = [
        sql.SQL("CREATE VIEW {} AS SELECT * FROM {}").format(name(view), name(table))
        for view in kept.views
    ]
    lost = []
    for statement in [*kept.definitions, *views]:
        cursor.execute("SAVEPOINT before_restore")
        try:
            cursor.execute(statement)
        except errors.UndefinedColumn:
            cursor.execute("ROLLBACK TO SAVEPOINT before_restore")
            lost.append(str(statement))
        except errors.UniqueViolation as error:
            raise LoadError("not_unique", detail=error.diag.message_detail or "") from error
    return lost


def _count(cursor: Any, table: str, rows: int) -> None:
    """CKAN answers `total` from here instead of counting a million rows for each page."""
    cursor.execute("SELECT to_regclass('public._table_stats')")
    if cursor.fetchone()[0] is None:
        return
    cursor.execute(
        "INSERT INTO _table_stats VALUES (%s, jsonb_build_object('rows', %s::bigint)) "
        "ON CONFLICT (resource_id) DO UPDATE SET stats = EXCLUDED.stats",
        (table, rows),
    )


def _public(table: str) -> str:
    return f'public."{table}"'


def connect(dsn: str) -> Any:
    """A connection for a long transaction of ours."""
    connection = psycopg2.connect(dsn, application_name="egov loading")
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SET maintenance_work_mem = '128MB'")
    connection.commit()
    return connection


def claim(cursor: Any, table: str) -> bool:
    """One load per table; the claim ends with the transaction, also when we are killed.

    Waits a while: the engine of a killed worker may be in its last moments.
    """
    cursor.execute("SELECT set_config('lock_timeout', %s, true)", (f"{CLAIM_SECONDS}s",))
    try:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 20031))", (table,))
    except errors.LockNotAvailable:
        return False
    cursor.execute("SET LOCAL lock_timeout = 0")
    return True
