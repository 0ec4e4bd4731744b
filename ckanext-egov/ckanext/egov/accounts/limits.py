"""How often something may be tried or sent, counted in the database.

A session can be dropped and a process restarted; a row stays. What is counted is a keyed hash whose
key is not in the database and lasts some months: neither a dump nor an old backup tells who asked
or from where. With a new month the counts begin anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import ckan.model as model
import sqlalchemy as sa
from ckanext.egov.keys import personal
from sqlalchemy.dialects.postgresql import insert as upsert_into

from . import config
from .model import Attempt, Confirmation

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_NOW = sa.func.clock_timestamp()


@dataclass
class TooMany(Exception):
    """Enough for now; `retry_after` seconds to wait. `of` is what there were too many of."""

    retry_after: int
    of: str = "address"


def key(kind: str, value: str) -> bytes:
    """What a person, an address or a network is counted under."""
    return keys(kind, value)[0]


def keys(kind: str, value: str) -> list[bytes]:
    """The same for this month and the one before: for what is looked up weeks later."""
    return personal.months().hashes(f"{kind}:{value}".encode("utf-8", "replace"))


def check_messages(address_key: bytes, network_key: bytes | None) -> None:
    """Refuse one more message when an address or a network has had enough.

    Requests for one address stand in line, so that many at once do not slip through together. A
    network may exceed its limit by what arrives in the same moment: a line of everybody behind one
    mobile operator would cost more than it saves.
    """
    lock = int.from_bytes(address_key[:8], "big", signed=True)
    model.Session.execute(sa.select(sa.func.pg_advisory_xact_lock(lock)))
    table = Confirmation
    _check(table.address_key == address_key, config.messages_per_address_hour(), HOUR, "address")
    _check(table.address_key == address_key, config.messages_per_address_day(), DAY, "address")
    if network_key:
        mine = table.network_key == network_key
        _check(mine, config.messages_per_network_hour(), HOUR, "network")


def _check(mine: sa.ColumnElement[bool], most: int, window: timedelta, of: str) -> None:
    """The limit is reached when the message that many places back is younger than the window."""
    if most <= 0:
        return
    table = Confirmation
    wait = sa.func.ceil(sa.extract("epoch", table.created_at + window - _NOW))
    query = sa.select(wait).where(mine).order_by(table.created_at.desc()).offset(most - 1).limit(1)
    seconds = model.Session.execute(query).scalar()
    if seconds is not None and seconds > 0:
        raise TooMany(int(seconds), of)


def count(kind: str, attempt_key: bytes, most: int, window: timedelta) -> None:
    """Count an attempt, for good and at once; raises TooMany when it is one too many."""
    if most <= 0:
        return
    fresh = Attempt.since > _NOW - window
    insert = upsert_into(Attempt).values(kind=kind, attempt_key=attempt_key, attempts=1, since=_NOW)
    upsert = insert.on_conflict_do_update(
        index_elements=[Attempt.kind, Attempt.attempt_key],
        set_={
            "attempts": sa.case((fresh, Attempt.attempts + 1), else_=1),
            "since": sa.case((fresh, Attempt.since), else_=_NOW),
        },
    )
    left = sa.func.ceil(sa.extract("epoch", Attempt.since + window - _NOW))
    with model.meta.engine.begin() as connection:  # type: ignore[union-attr]
        attempts, seconds = connection.execute(upsert.returning(Attempt.attempts, left)).one()
    if attempts > most:
        raise TooMany(max(1, int(seconds)), kind)


def clear(kind: str, attempt_key: bytes) -> None:
    """Forget the attempts after one that succeeded."""
    mine = sa.and_(Attempt.kind == kind, Attempt.attempt_key == attempt_key)
    with model.meta.engine.begin() as connection:  # type: ignore[union-attr]
        connection.execute(sa.delete(Attempt).where(mine))


def forget_old() -> int:
    """Remove counts that no window reaches any more; the number of rows."""
    old = sa.delete(Attempt).where(Attempt.since < _NOW - DAY)
    return model.Session.execute(old).rowcount  # type: ignore[attr-defined]
