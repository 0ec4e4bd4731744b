"""The outbox as senders see it: claim, settle, and find what dead senders left behind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import psycopg2
from ckanext.egov.keys.months import Months
from ckanext.egov.keys.sealing import Keys
from psycopg2.extensions import connection as Connection

from .gateways.base import Message

LOCK_CLASS = 20040
"""Each living sender holds the advisory lock (this, its number)."""
PATIENCE = timedelta(hours=24)
"""A message that was put off for so long has failed."""

CLAIM = """
    UPDATE outbox SET state = 'sending', tries = tries + 1, sender = %(sender)s,
                      claimed_at = clock_timestamp()
    WHERE message_id = (
        SELECT message_id FROM outbox
        WHERE state = 'queued' AND channel = %(channel)s AND due_at <= clock_timestamp()
        ORDER BY priority, due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING message_id, key, template, channel, address, language, subject, text, html, headers,
              tries
"""

# What is settled must still be ours: an operator may have sent an unknown message again.
_OURS = "message_id = %(id)s AND sender = %(sender)s AND state IN ('sending', 'unknown')"

SENT = f"""
    UPDATE outbox SET state = 'sent', address = NULL, subject = NULL, text = NULL, html = NULL,
                      headers = '{{}}', error = NULL, finished_at = clock_timestamp()
    WHERE {_OURS}
"""
ENDED = f"""
    UPDATE outbox SET state = %(state)s, error = %(error)s, finished_at = clock_timestamp()
    WHERE {_OURS}
"""
PUT_OFF = f"""
    UPDATE outbox SET
        state = CASE WHEN queued_at < clock_timestamp() - %(patience)s
                     THEN 'failed' ELSE 'queued' END,
        finished_at = CASE WHEN queued_at < clock_timestamp() - %(patience)s
                           THEN clock_timestamp() END,
        sender = NULL, error = %(error)s, due_at = clock_timestamp() + %(wait)s
    WHERE {_OURS}
"""
PUT_BACK = f"""
    UPDATE outbox SET state = 'queued', sender = NULL, error = %(error)s, tries = tries - 1
    WHERE {_OURS}
"""

ABANDONED = """
    UPDATE outbox SET state = 'unknown', error = 'the sender ended while it was sending',
                      finished_at = clock_timestamp()
    WHERE state = 'sending'
      AND (sender = pg_backend_pid() OR pg_try_advisory_xact_lock(%(class)s, sender))
    RETURNING message_id
"""


@dataclass(frozen=True)
class Outcome:
    """How it went with a claimed message."""

    message_id: str
    state: str
    """`sent`, `failed`, `unknown`, `later` (this message) or `back` (the gateway is down)."""
    error: str | None = None
    wait: timedelta = timedelta()


def connect(database: str) -> Connection:
    """A connection that notices within a minute that the other side is gone."""
    return psycopg2.connect(
        database, application_name="egov sender", connect_timeout=10,
        keepalives_idle=20, keepalives_interval=10, keepalives_count=3,
    )  # fmt: skip


class Desk:
    """One connection of one sender: claims messages in its name."""

    def __init__(self, database: str, keys: Path) -> None:
        self.months = Months(Keys(keys))
        self.connection = connect(database)
        with self.connection, self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.number: int = cursor.fetchone()[0]  # type: ignore[index]
            # An earlier sender with our number is dead; what it left is found before we claim.
            cursor.execute(ABANDONED, {"class": LOCK_CLASS})
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", (LOCK_CLASS, self.number))

    def exchange(self, channel: str, done: Outcome | None, number: int) -> Message | None:
        """Settle the last message (claimed as `number`) and claim the next, in one transaction."""
        with self.connection, self.connection.cursor() as cursor:
            if done is not None:
                _settle(cursor, done, number)
            cursor.execute(CLAIM, {"sender": self.number, "channel": channel})
            row = cursor.fetchone()
        return self._opened(Message(*row)) if row else None

    def _opened(self, message: Message) -> Message:
        """As it is handed over; without its key nothing of it is left to send."""
        unseal = self.months.unseal_text
        return replace(
            message,
            address=unseal("address", message.address) or "",
            subject=unseal("subject", message.subject) or "",
            text=unseal("text", message.text) or "",
            html=unseal("html", message.html),
        )

    def settle(self, done: Outcome, number: int) -> None:
        """Settle a message without claiming another."""
        with self.connection, self.connection.cursor() as cursor:
            _settle(cursor, done, number)

    def close(self) -> None:
        self.connection.close()


def _settle(cursor, done: Outcome, number: int) -> None:
    statement = {"sent": SENT, "later": PUT_OFF, "back": PUT_BACK}.get(done.state, ENDED)
    cursor.execute(
        statement,
        {
            "id": done.message_id,
            "sender": number,
            "state": done.state,
            "error": done.error,
            "wait": done.wait,
            "patience": PATIENCE,
        },
    )


def find_abandoned(connection: Connection) -> int:
    """Mark what dead senders were sending as unknown; how many there were."""
    with connection, connection.cursor() as cursor:
        cursor.execute(ABANDONED, {"class": LOCK_CLASS})
        return cursor.rowcount
