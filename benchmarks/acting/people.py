"""An open process and people whose letters have arrived, put into the database at once."""

from __future__ import annotations

import io
import os
import uuid
from contextlib import closing
from datetime import UTC, datetime

import psycopg2
from ckanext.egov.accounts import secrets
from ckanext.participation.ledger import entries

from deployment.embedded import postgresql
from deployment.embedded.instance import Instance

PROCESS = """
INSERT INTO participation_process (kind, body, title, state, rules_hash, opens_at, closes_at)
VALUES ('petition', 'bench', '{"uz": "Sinov"}', 'open', 'x', now() - interval '1 day',
    now() + interval '1 day') RETURNING process_no
"""
PHASE = """
INSERT INTO participation_phase (process_no, key, during, features)
VALUES (%s, 'collect', tstzrange(now() - interval '1 day', now() + interval '1 day'),
    '{"sign": 1}')
"""
LEAF = (
    "INSERT INTO participation_leaf (process_no, event, entry, leaf_hash)"
    " VALUES (%s, 'opened', %s, %s)"
)
CONFIRMATION = (
    "COPY confirmation (confirmation_id, purpose, channel, level, address_key, token_hash,"
    " code_hash, code_expires_at, expires_at) FROM STDIN"
)
REQUEST = (
    "COPY participation_act_request (confirmation_id, process_no, feature, subject, person_key,"
    " region, payload, name, email, language, wants_news) FROM STDIN"
)
REGIONS = ("1703", "1706", "1708", "1710", "1726", "1735")


def connect(instance: Instance):
    """A connection as the owner of the tables."""
    return psycopg2.connect(postgresql.url(instance, "ckan", "ckan"))


def open_process(instance: Instance) -> int:
    """A process that anybody with an e-mail address can sign now."""
    with closing(connect(instance)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(PROCESS)
        [(number,)] = cursor.fetchall()
        cursor.execute(PHASE, [number])
        entry = entries.event_entry(number, "opened", {}, datetime.now(UTC))
        cursor.execute(LEAF, [number, entry, entries.leaf_hash(entry)])
    return number


def letters(instance: Instance, process_no: int, people: int) -> list[str]:
    """So many people have asked to sign; the tokens of their letters."""
    confirmations, requests, tokens = io.StringIO(), io.StringIO(), []
    for person in range(people):
        token, made = secrets.new_token(), uuid.uuid4()
        hashed = secrets.token_hash(token).hex()
        tokens.append(token)
        confirmations.write(
            f"{made}\tparticipation_act\temail\t1\t\\\\x{os.urandom(32).hex()}\t\\\\x{hashed}"
            f"\t\\\\x{os.urandom(32).hex()}\ttomorrow\ttomorrow\n"
        )
        requests.write(
            f"{made}\t{process_no}\tsign\t\t\\\\x{os.urandom(32).hex()}\t"
            f"{REGIONS[person % len(REGIONS)]}\t{{}}\tOygul {person}\tp{person}@mail.uz\tuz\tt\n"
        )
    with closing(connect(instance)) as connection, connection, connection.cursor() as cursor:
        for statement, rows in ((CONFIRMATION, confirmations), (REQUEST, requests)):
            rows.seek(0)
            cursor.copy_expert(statement, rows)
    with closing(connect(instance)) as connection, connection.cursor() as cursor:
        connection.rollback()
        connection.autocommit = True
        cursor.execute("ANALYZE confirmation, participation_act_request")
    return tokens
