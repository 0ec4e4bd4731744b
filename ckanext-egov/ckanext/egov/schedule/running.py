"""Runs one job: alone in the whole portal, with a record of how it went."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import ckan.config.middleware as middleware
import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa

from . import config, rules
from .interfaces import Periodic

log = logging.getLogger(__name__)

_LOCK = sa.text("SELECT pg_try_advisory_lock(hashtextextended(:name, 20041))")
_BEGIN = sa.text("INSERT INTO schedule_run (name) VALUES (:name) RETURNING run_no")
_END = sa.text(
    "UPDATE schedule_run SET finished = clock_timestamp(), error = :error WHERE run_no = :run_no"
)
_LAST = sa.text("""
    SELECT name, (SELECT max(started) FROM schedule_run AS run WHERE run.name = todo.name)
    FROM unnest(CAST(:names AS text[])) AS todo (name)
""")
KEPT_RUNS = 100
_FORGET = sa.text("""
    DELETE FROM schedule_run WHERE name = :name AND started < (
        SELECT started FROM schedule_run WHERE name = :name
        ORDER BY started DESC OFFSET :kept LIMIT 1)
""")


def due(connection: sa.Connection, todo: dict[str, Periodic]) -> list[str]:
    """Ask the rules, with the database's clock, which jobs should run now."""
    now = connection.scalar(sa.select(sa.func.clock_timestamp()))
    assert now is not None
    rows = connection.execute(_LAST, {"names": list(todo)}).all()
    last: dict[str, datetime | None] = {row[0]: row[1] for row in rows}
    zone = config.time_zone()
    return [
        name
        for name, job in todo.items()
        if rules.due_at(job.every, job.at, zone, last[name], now) <= now
    ]


def run(name: str, job: Periodic, only_if_due: bool = True) -> bool:
    """Run a job unless it runs elsewhere or, since we looked, has run; false when it did not run.

    The lock belongs to a connection of its own: it ends with this process, however that ends.
    """
    with engine().connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.scalar(_LOCK, {"name": name}):
            return False
        try:
            if only_if_due and not due(connection, {name: job}):
                return False
            run_no = connection.scalar(_BEGIN, {"name": name})
            error = _work(name, job)
            connection.execute(_END, {"run_no": run_no, "error": error})
            connection.execute(_FORGET, {"name": name, "kept": KEPT_RUNS})
            return True
        finally:
            connection.execute(sa.text("SELECT pg_advisory_unlock_all()"))


def _work(name: str, job: Periodic) -> str | None:
    """Do the job in a request of nobody; what went wrong, without what people typed."""
    try:
        with _request():
            job.run()
    except Exception as error:
        told = describe(error)
        log.error("The job %s failed: %s", name, told)
        return told
    finally:
        model.Session.rollback()
        model.Session.remove()
    return None


def describe(error: BaseException) -> str:
    """Return the kind of an error and where it happened. Its words may repeat a person's."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("ckanext.") or not place:
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"


@contextmanager
def _request() -> Iterator[None]:
    context: Any = middleware._internal_test_request_context
    assert context is not None, "CKAN has made no application"
    with context.app.test_request_context(base_url=tk.config["ckan.site_url"]):
        yield


def engine() -> sa.Engine:
    engine = model.Session.get_bind()
    assert isinstance(engine, sa.Engine)
    return engine


def last_error(name: str) -> str | None:
    """What went wrong in the last run of a job."""
    statement = sa.text(
        "SELECT error FROM schedule_run WHERE name = :name ORDER BY started DESC LIMIT 1"
    )
    with engine().connect() as connection:
        return connection.scalar(statement, {"name": name})
