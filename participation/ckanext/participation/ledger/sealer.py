"""The sealer: each second it seals what is new, publishes it, and has it counted.

A lean process that knows PostgreSQL and nothing of CKAN. Several may run; one works, the others
wait for the lock. Run: `python -m ckanext.participation.ledger.sealer CONFIG.json`.
"""

from __future__ import annotations

import json
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg2
from ckanext.participation.ledger import files, keys, record, sealing
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

log = logging.getLogger("sealer")

TICK = 1.0
"""Seconds from one seal to the next."""
LOST = (psycopg2.OperationalError, psycopg2.InterfaceError)

AfterSealing = Callable[[Any], None]
"""Something to do with a connection after each seal, such as counting."""


@dataclass(frozen=True)
class Config:
    """What the sealer is told."""

    dsn: str
    site_url: str
    key_file: str
    folder: str
    after: list[str] = field(default_factory=list)
    """Functions `module:name` to call after each seal; rooms above this one are named here."""

    @classmethod
    def read(cls, path: str) -> Config:
        """From the JSON file that deployment writes."""
        return cls(**json.loads(Path(path).read_text()))

    def after_sealing(self) -> list[AfterSealing]:
        """The functions named in `after`."""
        named = (name.partition(":") for name in self.after)
        return [getattr(import_module(module), function) for module, _, function in named]


class Sealer:
    """Seals, publishes and has counted over one connection, while it holds the lock."""

    def __init__(
        self,
        connection: Any,
        site: str,
        key: Ed25519PrivateKey,
        folder: files.Folder,
        after: Sequence[AfterSealing] = (),
    ) -> None:
        self.connection = connection
        self.site = site
        self.key = key
        self.folder = folder
        self.after = after
        self.published: dict[int, int] = {}
        self._told: set[tuple[str, str]] = set()
        self._repair: Iterator[None] = iter(())

    def start(self) -> None:
        """Publish what was sealed and not published, and begin to look at every file."""
        for process_no in self._known():
            self._attempt(f"publish {process_no}", self.publish, process_no)
        self._repair = self._repair_files()

    def tick(self) -> int:
        """Seal and publish everything that waits, then have it counted. How many leaves."""
        sealed = 0
        for process_no in sealing.waiting(self.connection):
            sealed += self._attempt(f"seal {process_no}", self._seal_all, process_no) or 0
        for process_no in self._known():
            if process_no not in self.published:
                self._attempt(f"publish {process_no}", self.publish, process_no)
        for function in self.after:
            self._attempt(f"run {function.__module__}", function, self.connection)
        return sealed

    def repair(self, until: float) -> None:
        """Compare some published files with the database and write anew what differs."""
        while time.monotonic() < until:
            try:
                next(self._repair)
            except StopIteration:
                return

    def publish(self, process_no: int) -> None:
        """Bring the files of a record to where the database is."""
        with self.connection, self.connection.cursor() as cursor:
            head = record.head(cursor, process_no)
            if head is None or not head.size:
                return
            since = self.published.pop(process_no, None)
            if since is None:
                since = self.folder.published_size(cursor, head)
            self.folder.publish(cursor, head, since)
        self.published[process_no] = head.size

    def _seal_all(self, process_no: int) -> int:
        if process_no not in self.published:
            self.publish(process_no)  # refuses if the files show another record
        sealed = 0
        while added := sealing.seal(self.connection, process_no, self.site, self.key):
            sealed += added
            if added < sealing.BATCH:
                break
        self.publish(process_no)
        return sealed

    def _known(self) -> list[int]:
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute("SELECT process_no FROM participation_log WHERE size > 0 ORDER BY 1")
            return [process_no for (process_no,) in cursor.fetchall()]

    def _repair_files(self) -> Iterator[None]:
        for process_no in self._known():
            with self.connection, self.connection.cursor() as cursor:
                head = record.head(cursor, process_no)
            if head is None or process_no not in self.published:
                continue
            for places in files.batched_places(head.size, 0):
                with self.connection, self.connection.cursor() as cursor:
                    self.folder.write(cursor, process_no, places).finish()
                yield
        log.info("The published files are what the database says")

    def _attempt(self, what: str, do: Callable[[Any], Any], about: Any) -> Any:
        """Do something; its trouble is told once and must not keep the other records waiting."""
        try:
            return do(about)
        except LOST:
            raise
        except Exception as error:
            trouble = (what, repr(error))
            if trouble not in self._told:
                log.error("Could not %s: %s", what, error)
            self._told.add(trouble)
            return None


def run(config: Config, stopped: Callable[[], bool]) -> None:
    """Hold the lock and work until told to stop; LOST when the database goes away."""
    connection = psycopg2.connect(config.dsn, connect_timeout=5)
    try:
        while not sealing.take_lock(connection):
            if stopped():
                return
            time.sleep(TICK)
        key, folder = keys.load(config.key_file), files.Folder(config.folder)
        sealer = Sealer(connection, config.site_url, key, folder, config.after_sealing())
        log.info("Sealing")
        sealer.start()
        while not stopped():
            due = time.monotonic() + TICK
            sealer.tick()
            sealer.repair(due - TICK / 2)
            time.sleep(max(0.0, due - time.monotonic()))
    finally:
        connection.close()


def main(path: str) -> None:
    """Run until SIGTERM; a database that goes away is waited for."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-5.5s %(message)s")
    stop: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: stop.append(received))
    config = Config.read(path)
    while not stop:
        try:
            run(config, lambda: bool(stop))
        except LOST as error:
            log.warning("The database is away: %s", str(error).strip().splitlines()[:1])
            time.sleep(TICK)


if __name__ == "__main__":
    main(sys.argv[1])
