"""Rows from DuckDB into PostgreSQL: one writes CSV into a pipe, the other copies from it."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Callable
from typing import IO, Any

import duckdb
import psycopg2
from psycopg2 import sql

from .database import as_load_error
from .errors import LoadError

BLOCK = 1 << 18
PIPE = 1 << 20


class Counted:
    """A reader that tells how many lines went by, now and then."""

    def __init__(self, file: IO[bytes], tell: Callable[[int], None], every: int = 50_000) -> None:
        self.file = file
        self.tell = tell
        self.every = every
        self.lines = 0
        self.told = 0

    def read(self, size: int = BLOCK) -> bytes:
        """As a file's; psycopg2 asks for small pieces, so it gets what is there."""
        block = self.file.read(size)
        self.lines += block.count(b"\n")
        if self.lines - self.told >= self.every:
            self.told = self.lines
            self.tell(self.lines)
        return block


class Writer(threading.Thread):
    """DuckDB's side of the pipe; keeps its error for the side that commits."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, query: str, pipe: int) -> None:
        super().__init__(daemon=True)
        self.connection = connection
        self.query = query
        self.pipe = pipe
        self.error: BaseException | None = None

    def run(self) -> None:
        """Write everything; closing the pipe is what ends the copy."""
        try:
            self.connection.execute(
                f"COPY ({self.query}) TO '/dev/fd/{self.pipe}' "
                "(FORMAT csv, HEADER false, NULLSTR '', USE_TMP_FILE false)"
            )
        except BaseException as error:
            # Whatever it is: the copy must not commit.
            self.error = error
        finally:
            os.close(self.pipe)


def transfer(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    cursor: Any,
    target: sql.Composable,
    tell: Callable[[int], None],
) -> None:
    """Copy the query's rows into `target` (a table with its column list) or raise."""
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE)
    writer = Writer(connection, query, writing)
    copy = sql.SQL("COPY {} FROM STDIN (FORMAT csv, FREEZE)").format(target)
    refused: psycopg2.Error | None = None
    with os.fdopen(reading, "rb", BLOCK) as file:
        writer.start()
        try:
            cursor.copy_expert(copy, Counted(file, tell), BLOCK)
        except psycopg2.Error as error:
            refused = error
    writer.join()
    # A refused copy also breaks the writer's pipe: the refusal is the cause then.
    if refused is not None:
        raise _place(refused) from refused
    if writer.error is not None:
        raise writer.error


def _place(error: psycopg2.Error) -> LoadError | psycopg2.Error:
    """PostgreSQL says `COPY table, line 5, column name: "cell"` in the error's context."""
    context = (getattr(error.diag, "context", None) or "").split("\n")[0]
    parts = context.split(", ", 2)
    if len(parts) < 3 or not parts[1].startswith("line "):
        return as_load_error(error)
    column = parts[2].removeprefix("column ").split(': "')[0]
    return LoadError(
        "refused_by_database",
        row=int(parts[1].removeprefix("line ").rstrip(":")) + 1,
        column=column,
        detail=(error.diag.message_primary or "")[:300],
    )
