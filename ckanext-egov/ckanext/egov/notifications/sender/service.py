"""Starts the workers, listens for what is committed, finds what dead senders left."""

from __future__ import annotations

import logging
import select
import signal
import threading
import time
from functools import partial

import psycopg2

from . import outbox
from .breaker import Breaker
from .settings import Settings
from .worker import SWEEP_SECONDS, Bell, Worker

log = logging.getLogger("egov.sender")


def serve(settings: Settings, stop: threading.Event) -> None:
    """Send until `stop` is set; what is on its way then is finished and settled."""
    bell = Bell()
    open_desk = partial(outbox.Desk, settings.database, settings.keys)
    workers = [
        Worker(channel, open_desk, make, breaker, bell, stop)
        for channel, make in settings.gateways.items()
        for breaker in [Breaker()]
        for _ in range(settings.workers.get(channel, 1))
    ]
    for worker in workers:
        worker.start()
    while not stop.is_set():
        try:
            _listen(settings.database, bell, stop)
        except psycopg2.Error as error:
            log.warning("the database is away (%s)", type(error).__name__)
            stop.wait(1)
    bell.ring()
    for worker in workers:
        worker.join(timeout=10)


def _listen(database: str, bell: Bell, stop: threading.Event) -> None:
    connection = outbox.connect(database)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("LISTEN egov_outbox")
        connection.autocommit = False
        bell.ring()
        swept = 0.0
        while not stop.is_set():
            if time.monotonic() - swept > SWEEP_SECONDS:
                _sweep(connection)
                swept = time.monotonic()
            if select.select([connection], [], [], 1)[0]:
                connection.poll()
            if connection.notifies:
                connection.notifies.clear()
                bell.ring()
    finally:
        connection.close()


def _sweep(connection) -> None:
    lost = outbox.find_abandoned(connection)
    if lost:
        log.error("%d messages were being sent when their sender ended: not known if sent", lost)


def run(settings: Settings) -> None:
    """Send until the process is told to end."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log.warning("sending %s", ", ".join(settings.gateways))
    serve(settings, stop)
