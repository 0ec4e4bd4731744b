"""Processes, acts and leaves by SQL, as the booth and the process room will have stored them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from ckanext.participation.ledger import entries
from psycopg2.extras import execute_values

NOW = datetime(2026, 11, 25, 3, 11, 40, tzinfo=UTC)
ACTS = """
WITH given (process_no, feature, subject, person_key, level, region, salt, commitment, leaf_hash,
            acted_at, entry) AS (VALUES %s), act AS (
    INSERT INTO participation_act (process_no, feature, subject, person_key, level, region, salt,
                                   commitment, leaf_hash, acted_at)
    SELECT process_no, feature, subject, person_key, level, region, salt, commitment, leaf_hash,
           acted_at FROM given RETURNING act_id, leaf_hash
)
INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash)
SELECT given.process_no, act.act_id, 'act', given.entry, given.leaf_hash
FROM given JOIN act USING (leaf_hash) RETURNING act_id
"""
LEAF = (
    "INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash)"
    " VALUES (%s, %s, %s, %s, %s)"
)
STATES = {"withdraw": "withdrawn", "invalidate": "invalidated", "restore": "valid"}


def new_process(connection: Any, state: str = "open") -> int:
    """An open process whose record begins with its opening."""
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO participation_process (kind, body, title, state, rules_hash)"
            " VALUES ('try', 'body', '{\"en\": \"Try\"}', %s, %s) RETURNING process_no",
            [state, bytes(32)],
        )
        (process_no,) = cursor.fetchone()
        entry = entries.event_entry(process_no, "opened", {"rules_hash": "00" * 32}, NOW)
        cursor.execute(LEAF, [process_no, None, "opened", entry, entries.leaf_hash(entry)])
    return process_no


def act(
    connection: Any,
    process_no: int,
    number: int = 1,
    feature: str = "sign",
    subject: str = "",
    region: str | None = "1726",
    at: datetime = NOW,
) -> list[int]:
    """So many people act, in one transaction: the ids of their acts."""
    rows = []
    for _ in range(number):
        made = os.urandom(32)
        entry = entries.act_entry(process_no, feature, made, at)
        rows.append(
            (process_no, feature, subject, os.urandom(32), 1, region, os.urandom(32), made,
             entries.leaf_hash(entry), at, entry)
        )  # fmt: skip
    with connection, connection.cursor() as cursor:
        found = execute_values(cursor, ACTS, rows, page_size=5000, fetch=True)
    return [act_id for (act_id,) in found]


def change(connection: Any, act_id: int, event: str, repeat: int = 0) -> None:
    """An act is withdrawn, invalidated or restored: its state and a leaf, in one transaction."""
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE participation_act SET state = %s WHERE act_id = %s"
            " RETURNING process_no, feature, commitment",
            [STATES[event], act_id],
        )
        process_no, feature, made = cursor.fetchone()
        reason = "bot" if event == "invalidate" else None
        entry = entries.change_entry(process_no, event, feature, bytes(made), reason, NOW, repeat)
        cursor.execute(LEAF, [process_no, act_id, event, entry, entries.leaf_hash(entry)])
