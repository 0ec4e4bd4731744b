"""The process of the schedule: looks every second what is due, a few jobs beside each other."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor

import sqlalchemy as sa

from . import config, running
from .interfaces import Periodic
from .jobs import jobs

log = logging.getLogger(__name__)
LOOK_SECONDS = 1.0


class Schedule:
    """Hands due jobs to a small pool: a slow one holds up no other, and never meets itself."""

    def __init__(self, todo: dict[str, Periodic], threads: int) -> None:
        self.todo = todo
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="schedule")
        self.busy: dict[str, Future[bool]] = {}

    def look(self) -> list[str]:
        """Start what is due; the names of what was started."""
        self.busy = {name: future for name, future in self.busy.items() if not future.done()}
        idle = {name: job for name, job in self.todo.items() if name not in self.busy}
        with running.engine().connect() as connection:
            due = running.due(connection, idle)
        for name in due:
            self.busy[name] = self.pool.submit(running.run, name, self.todo[name])
        return due

    def close(self) -> None:
        """Let the running jobs finish, begin no other."""
        self.pool.shutdown(wait=True, cancel_futures=True)


def serve(stop: threading.Event) -> None:
    """Look until told to stop, also through a restart of the database."""
    schedule = Schedule(jobs(), config.threads())
    log.info("%d periodic jobs", len(schedule.todo))
    while not stop.wait(LOOK_SECONDS):
        try:
            schedule.look()
        except sa.exc.DBAPIError as error:
            log.warning("The database is away: %s", type(error).__name__)
    schedule.close()
