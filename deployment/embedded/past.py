"""A clock that demonstrations set: PostgreSQL tells a moment of the past to one database.

Everything that acts here (actions, booth, sealer) reads the time from the database, so a year of
life can be made by the real rules in minutes. Two functions of the names `now` and
`clock_timestamp` stand before PostgreSQL's own in the search path of the database, and columns that
fill themselves ask them too. Only the owner of the cluster can do this. Who sets the clock holds it
for two minutes at a time: one that dies leaves a portal that lives in the present.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from psycopg2 import sql

from . import postgresql
from .instance import Instance

SCHEMA = "demo_clock"
MAKE = f"""
CREATE SCHEMA {SCHEMA};
CREATE TABLE {SCHEMA}.setting (back interval NOT NULL, held_until timestamptz NOT NULL);
INSERT INTO {SCHEMA}.setting VALUES (interval '0', pg_catalog.clock_timestamp());
CREATE FUNCTION {SCHEMA}.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT pg_catalog.clock_timestamp() - CASE WHEN held_until > pg_catalog.clock_timestamp()
        THEN back ELSE interval '0' END FROM {SCHEMA}.setting $$;
CREATE FUNCTION {SCHEMA}.now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT pg_catalog.now() - CASE WHEN held_until > pg_catalog.now()
        THEN back ELSE interval '0' END FROM {SCHEMA}.setting $$;
CREATE FUNCTION {SCHEMA}.set(moment timestamptz) RETURNS void LANGUAGE sql AS $$
    UPDATE {SCHEMA}.setting SET back = pg_catalog.clock_timestamp() - moment,
        held_until = pg_catalog.clock_timestamp() + interval '2 minutes' $$;
GRANT USAGE ON SCHEMA {SCHEMA} TO PUBLIC;
GRANT SELECT ON {SCHEMA}.setting TO PUBLIC;
GRANT UPDATE ON {SCHEMA}.setting TO ckan;
"""
DEFAULTS = """
SELECT c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef AS d
JOIN pg_class AS c ON c.oid = d.adrelid
JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND pg_get_expr(d.adbin, d.adrelid) = ANY (%s)
"""
FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc AS p, unnest(p.proconfig) AS setting
WHERE p.pronamespace = 'public'::regnamespace AND setting = 'search_path=' || %s
"""
"""Functions that keep out of every search path but their own, as the one of the booth does."""
THEIRS = "pg_catalog, public, pg_temp"
PRESENT = ("clock_timestamp()", "now()")
PAST = tuple(f"{SCHEMA}.{name}" for name in PRESENT)


@contextmanager
def settable_clock(instance: Instance, database: str = "ckan") -> Iterator[None]:
    """Within this block new connections to the database live where `demo_clock.set` has put them.

    Services have to be started inside it, and again after it.
    """
    end(instance, database)
    with _owner(instance, database) as cursor:
        cursor.execute(MAKE)
        _ask(cursor, PRESENT, f"{SCHEMA}.")
        _lead(cursor, THEIRS, f"{SCHEMA}, {THEIRS}")
        path = sql.SQL("ALTER DATABASE {} SET search_path = {}, pg_catalog, public")
        cursor.execute(path.format(sql.Identifier(database), sql.Identifier(SCHEMA)))
    try:
        yield
    finally:
        end(instance, database)


def end(instance: Instance, database: str = "ckan") -> None:
    """Bring the database back into the present; safe to do twice."""
    with _owner(instance, database) as cursor:
        reset = sql.SQL("ALTER DATABASE {} RESET search_path")
        cursor.execute(reset.format(sql.Identifier(database)))
        _ask(cursor, PAST, "pg_catalog.")
        _lead(cursor, f"{SCHEMA}, {THEIRS}", THEIRS)
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


@contextmanager
def _owner(instance: Instance, database: str) -> Iterator[Any]:
    """A cursor of the owner of the cluster."""
    connecting = closing(postgresql.connect(instance, database))
    with connecting as connection, connection.cursor() as cursor:
        yield cursor


def _ask(cursor, found: tuple[str, ...], schema: str) -> None:
    """Let columns that ask one of these functions ask the one of the same name in that schema."""
    cursor.execute("SET search_path = pg_catalog, public")
    cursor.execute(DEFAULTS, [list(found)])
    for table, column, expression in cursor.fetchall():
        statement = sql.SQL("ALTER TABLE public.{} ALTER COLUMN {} SET DEFAULT {}")
        name = expression.removeprefix(f"{SCHEMA}.")
        cursor.execute(
            statement.format(sql.Identifier(table), sql.Identifier(column), sql.SQL(schema + name))
        )


def _lead(cursor, found: str, path: str) -> None:
    """Give functions that have one search path of their own another one."""
    cursor.execute(FUNCTIONS, [found])
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SET search_path = {path}")
