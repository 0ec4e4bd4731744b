"""The rows the booth reads and writes: one function a statement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from ckanext.participation.booth.service.decisions import ActKey, Process, Request
from ckanext.participation.process.rules import GRACE, PhaseFacts, ProcessFacts, grace_of

_REQUEST = f"""SELECT {", ".join(field.name for field in fields(Request))}
FROM confirmation c JOIN participation_act_request r USING (confirmation_id)"""
_BY_TOKEN = f"""{_REQUEST} WHERE c.token_hash = ANY ($1::bytea[])
ORDER BY confirmation_id FOR NO KEY UPDATE OF c"""
_BY_ID = f"""{_REQUEST} WHERE c.confirmation_id = ANY ($1::uuid[])
ORDER BY confirmation_id FOR NO KEY UPDATE OF c"""
_PROCESSES = """SELECT p.process_no, p.state, p.opens_at, p.closes_at, p.paused_at, p.title,
    p.rules -> 'grace_hours' AS grace,
    f.key, lower(f.during) AS starts, upper(f.during) AS ends, f.features
FROM participation_process p LEFT JOIN participation_phase f USING (process_no)
WHERE p.process_no = ANY ($1::bigint[])"""
INSERT_ACTS = """WITH given AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[], $5::smallint[],
        $6::text[], $7::jsonb[], $8::bytea[], $9::bytea[], $10::bytea[], $11::bytea[],
        $12::bytea[], $13::bytea[], $14::bytea[], $15::text[], $16::boolean[], $17::text[],
        $18::bytea[])
    AS given(process_no, feature, subject, person_key, level, region, payload, salt, commitment,
        leaf_hash, entry, name, email, phone, language, wants_news, district, name_key)
), acts AS (
    INSERT INTO participation_act (process_no, feature, subject, person_key, level, region,
        payload, salt, commitment, leaf_hash, district, name_key, acted_at, seat)
    SELECT process_no, feature, subject, person_key, level, region, payload, salt, commitment,
        leaf_hash, district, name_key, $19, $20 FROM given
    ON CONFLICT DO NOTHING RETURNING act_id, leaf_hash
), persons AS (
    INSERT INTO participation_person (act_id, name, email, phone, language, wants_news)
    SELECT act_id, name, email, phone, language, wants_news FROM acts JOIN given USING (leaf_hash)
), leaves AS (
    INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash, at)
    SELECT process_no, act_id, 'act', entry, leaf_hash, $19 FROM acts JOIN given USING (leaf_hash)
)
SELECT leaf_hash FROM acts"""
_KEY = "(a.process_no, a.feature, a.subject, a.person_key)"
_ACTS = f"""SELECT k.place, a.act_id, a.state, a.commitment, a.leaf_hash, a.acted_at, a.name_key,
    a.district, a.seats, a.changed_hash, a.changed_at
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::timestamptz[])
    WITH ORDINALITY AS k(process_no, feature, subject, person_key, name_key, used_at, place)
CROSS JOIN LATERAL (
    SELECT a.*, l.leaf_hash AS changed_hash, l.at AS changed_at, count(*) OVER () AS seats
    FROM participation_act a
    LEFT JOIN participation_leaf l ON l.act_id = a.act_id AND l.at = k.used_at
        AND l.event IN ('withdraw', 'invalidate', 'restore')
    WHERE {_KEY} = (k.process_no, k.feature, k.subject, k.person_key)
    ORDER BY a.name_key IS DISTINCT FROM k.name_key, l.at IS NULL, a.seat LIMIT 1
) a"""
_LOCK_ACTS = f"""SELECT act_id, state, commitment, leaf_hash, acted_at, name_key, district
FROM participation_act a WHERE {_KEY} = ($1, $2, $3, $4) ORDER BY seat FOR NO KEY UPDATE"""
_CHANGES = """SELECT count(*) FROM participation_leaf
WHERE act_id = $1 AND event IN ('withdraw', 'invalidate', 'restore')"""
_LEAF = """INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash, at)
VALUES ($1, $2, $3, $4, $5, $6)"""
_PERSON = """INSERT INTO participation_person (act_id, name, email, phone, language, wants_news)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING"""


@dataclass(frozen=True)
class NewAct:
    """An act that is about to be stored, with its leaf."""

    request: Request
    salt: bytes
    commitment: bytes
    entry: bytes
    leaf_hash: bytes


@dataclass(frozen=True)
class StoredAct:
    """An act that is there, and its change at the time in question, if there was one."""

    act_id: int
    state: str
    commitment: bytes
    leaf_hash: bytes
    acted_at: datetime
    name_key: bytes | None = None
    district: str | None = None
    seats: int = 1
    """How many acts there are of the same mailbox."""
    changed_hash: bytes | None = None
    changed_at: datetime | None = None


async def requests_by_token(
    connection: asyncpg.Connection, hashes: Iterable[bytes]
) -> dict[bytes, Request]:
    """The requests of these tokens; their rows stay locked."""
    rows = await connection.fetch(_BY_TOKEN, list(hashes))
    return {row["token_hash"]: Request(*row.values()) for row in rows}


async def requests_by_id(
    connection: asyncpg.Connection, ids: Iterable[UUID]
) -> dict[UUID, Request]:
    """The requests with these ids; their rows stay locked."""
    rows = await connection.fetch(_BY_ID, list(ids))
    return {row["confirmation_id"]: Request(*row.values()) for row in rows}


async def hold(connection: asyncpg.Connection, numbers: Iterable[int]) -> datetime:
    """Keep these processes as they are until the transaction ends; the time after that."""
    [row] = await connection.fetch("SELECT participation_hold($1) AS now", sorted(numbers))
    return row["now"]


async def processes(connection: asyncpg.Connection, numbers: Iterable[int]) -> dict[int, Process]:
    """The processes and their phases as they are now."""
    found: dict[int, Process] = {}
    for row in await connection.fetch(_PROCESSES, list(numbers)):
        number = row["process_no"]
        facts = ProcessFacts(
            number, row["state"], row["opens_at"], row["closes_at"], row["paused_at"],
            grace_of({GRACE: json.loads(row["grace"] or "null")}),
        )  # fmt: skip
        known = found.get(number) or Process(facts, [], json.loads(row["title"]))
        phases = [*known.phases, *_phase(row)]
        found[number] = Process(facts, phases, known.title)
    return found


def _phase(row: asyncpg.Record) -> Sequence[PhaseFacts]:
    if row["key"] is None:
        return []
    return [PhaseFacts(row["key"], row["starts"], row["ends"], json.loads(row["features"]))]


async def insert_acts(
    connection: asyncpg.Connection, acts: Sequence[NewAct], at: datetime, seat: int = 1
) -> set[bytes]:
    """Store acts with their leaves and persons; the leaf hashes of those that were new."""
    columns: list[list[Any]] = [list(column) for column in zip(*map(_values, acts), strict=True)]
    rows = await connection.fetch(INSERT_ACTS, *columns, at, seat)
    return {row["leaf_hash"] for row in rows}


def _values(act: NewAct) -> tuple[Any, ...]:
    asked = act.request
    return (
        asked.process_no, asked.feature, asked.subject, asked.person_key, asked.level,
        asked.region, asked.payload, act.salt, act.commitment, act.leaf_hash, act.entry,
        asked.name, asked.email, asked.phone, asked.language, asked.wants_news,
        asked.district, asked.name_key,
    )  # fmt: skip


async def stored_acts(
    connection: asyncpg.Connection, asked: Sequence[tuple[Request, datetime | None]]
) -> list[StoredAct | None]:
    """The act of each person, else the first of their mailbox, with what changed it at a time."""
    found: list[StoredAct | None] = [None] * len(asked)
    rows = ((*request.act_key, request.name_key, at) for request, at in asked)
    columns = [list(column) for column in zip(*rows, strict=True)]
    for row in await connection.fetch(_ACTS, *columns):
        place, *values = row.values()
        found[place - 1] = StoredAct(*values)
    return found


async def lock_acts(connection: asyncpg.Connection, key: ActKey) -> list[StoredAct]:
    """The acts with this key, two at most, their rows locked."""
    return [StoredAct(*row.values()) for row in await connection.fetch(_LOCK_ACTS, *key)]


async def changes_of(connection: asyncpg.Connection, act_id: int) -> int:
    """How often an act was changed before."""
    [row] = await connection.fetch(_CHANGES, act_id)
    return row["count"]


async def set_state(connection: asyncpg.Connection, act_id: int, state: str) -> None:
    """Note what became of an act."""
    await connection.execute(
        "UPDATE participation_act SET state = $2, reason = NULL WHERE act_id = $1", act_id, state
    )


async def insert_leaf(
    connection: asyncpg.Connection, number: int, act_id: int, event: str, leaf: Any, at: datetime
) -> None:
    """Add what happened to an act to the public record; `leaf` is entry and hash."""
    entry, leaf_hash = leaf
    await connection.execute(_LEAF, number, act_id, event, entry, leaf_hash, at)


async def forget_person(connection: asyncpg.Connection, act_id: int) -> None:
    """Drop who made an act: it is taken back."""
    await connection.execute("DELETE FROM participation_person WHERE act_id = $1", act_id)


async def remember_person(connection: asyncpg.Connection, act_id: int, asked: Request) -> None:
    """Keep who made an act again."""
    values = (asked.name, asked.email, asked.phone, asked.language, asked.wants_news)
    await connection.execute(_PERSON, act_id, *values)


async def mark_used(connection: asyncpg.Connection, ids: Sequence[UUID], at: datetime) -> None:
    """Spend confirmations."""
    await connection.execute(
        "UPDATE confirmation SET used_at = $2 WHERE confirmation_id = ANY ($1::uuid[])", ids, at
    )


async def count_tries(connection: asyncpg.Connection, requests: Iterable[Request]) -> None:
    """Write down how often codes were wrong."""
    await connection.executemany(
        "UPDATE confirmation SET tries = $2 WHERE confirmation_id = $1",
        [(request.confirmation_id, request.tries) for request in requests],
    )
