"""A PostgreSQL of the benchmark's own, set up as the embedded stack does it."""

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from deployment.embedded import postgresql
from deployment.embedded.child import tied
from deployment.embedded.instance import Instance

START_SECONDS = 30


@contextlib.contextmanager
def datastore(home: Path) -> Iterator[str]:
    """The address of a running, empty DataStore."""
    instance = Instance(home, 0)
    instance.prepare()
    postgresql.create_cluster(instance)
    with (home / "postgresql.log").open("w") as log:
        server = subprocess.Popen(
            tied(postgresql.command(instance), "INT", postgresql.account()),
            stdout=log, stderr=log, cwd="/",
        )  # fmt: skip
    try:
        _wait(instance)
        postgresql.create_databases(instance)
        yield postgresql.url(instance, "datastore_write", "datastore")
    finally:
        server.terminate()
        server.wait()


def _wait(instance: Instance) -> None:
    for _ in range(START_SECONDS * 10):
        if postgresql.ready(instance):
            return
        time.sleep(0.1)
    raise TimeoutError("PostgreSQL did not start")


def copy_raw(dsn: str, csv: Path, types: list[tuple[str, str]]) -> float:
    """Seconds of a plain COPY of the file into the same typed table."""
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in types)
    with (
        contextlib.closing(psycopg2.connect(dsn)) as connection,
        connection.cursor() as cursor,
        csv.open("rb") as file,
    ):
        cursor.execute(f"DROP TABLE IF EXISTS raw; CREATE TABLE raw ({columns})")
        connection.commit()
        started = time.monotonic()
        cursor.copy_expert("COPY raw FROM STDIN (FORMAT csv, HEADER)", file, 1 << 18)
        connection.commit()
        return time.monotonic() - started


def types_of(dsn: str, table: str) -> list[tuple[str, str]]:
    """The columns that the loader made."""
    with contextlib.closing(psycopg2.connect(dsn)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
            "WHERE attrelid = to_regclass(%s) AND attnum > 0 AND attname NOT LIKE '\\_%%' "
            "ORDER BY attnum",
            (f'public."{table}"',),
        )
        return cursor.fetchall()
