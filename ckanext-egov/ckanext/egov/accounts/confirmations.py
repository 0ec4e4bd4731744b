"""Confirming by a link's token or a code: asked for within limits, used once.

`create` belongs to the caller's transaction. `use` counts a try in a transaction of its own, so a
wrong code counts even when the caller's transaction is rolled back; what it confirms is marked as
used in the caller's.
"""

from __future__ import annotations

import hmac
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from . import canonical, config, limits, secrets
from .levels import Level
from .model import Confirmation

CODE_LASTS = timedelta(minutes=5)
LINK_LASTS = timedelta(hours=24)
_NOW = sa.func.clock_timestamp()


@dataclass(frozen=True)
class Issued:
    """What goes into the message, and nowhere else."""

    confirmation_id: str
    token: str
    code: str


@dataclass(frozen=True)
class Confirmed:
    """What was confirmed."""

    confirmation_id: str
    purpose: str
    level: Level


class Refused(Exception):
    """A token or code that confirms nothing."""


class Wrong(Refused):
    """Not the code, or no such request; with 0 tries left a new code is needed."""

    def __init__(self, tries_left: int = 0):
        super().__init__(tries_left)
        self.tries_left = tries_left


class Expired(Refused):
    """The code or the link is too old."""


class Used(Refused):
    """It was used before."""


def create(
    purpose: str,
    channel: str,
    address: str,
    level: Level,
    network: str | None = None,
    token: str = "",
) -> Issued:
    """Make a confirmation in the caller's transaction; raises `limits.TooMany`.

    `address` is an e-mail address, a phone number, or for `identity` whatever stands for the
    person; it is not stored, only a keyed hash of it that the limits need. A page may have made
    the `token` beforehand.
    """
    address_key = limits.key("address", f"{channel}:{_one_spelling(channel, address)}")
    network_key = limits.key("network", network) if network else None
    if channel != "identity":
        limits.check_messages(address_key, network_key)
    issued = Issued(str(uuid.uuid4()), token or secrets.new_token(), secrets.new_code())
    row = {
        "confirmation_id": issued.confirmation_id,
        "purpose": purpose,
        "channel": channel,
        "level": int(level),
        "address_key": address_key,
        "network_key": network_key,
        "token_hash": secrets.token_hash(issued.token),
        "code_hash": secrets.code_hash(issued.confirmation_id, issued.code),
        "code_expires_at": _NOW + CODE_LASTS,
        "created_at": _NOW,
        "expires_at": _NOW + LINK_LASTS,
    }
    model.Session.execute(sa.insert(Confirmation).values(**row))
    return issued


def _one_spelling(channel: str, address: str) -> str:
    if channel == "email":
        return canonical.email(address)
    if channel == "phone":
        return canonical.phone(address, config.phone_country(), config.phone_national_length())
    return address


def use(
    token: str | None = None,
    confirmation_id: str | None = None,
    code: str | None = None,
    purpose: str | None = None,
) -> Confirmed:
    """Use a token, or a code with the id of its request; raises Wrong, Expired or Used.

    With `purpose` a token or code that was made for something else is as wrong as any other.
    """
    if token is not None:
        found = _by_token(token, purpose)
    else:
        found = _by_code(confirmation_id or "", code or "", purpose)
    _claim(found)
    return Confirmed(found.confirmation_id, found.purpose, Level(found.level))


def _by_token(token: str, purpose: str | None) -> Any:
    query = sa.select(Confirmation.confirmation_id, Confirmation.purpose, Confirmation.level)
    query = query.where(Confirmation.token_hash == secrets.token_hash(token))
    found = model.Session.execute(query).first()
    if not secrets.normalise(token) or not found or purpose not in (None, found.purpose):
        raise Wrong
    return found


def _by_code(confirmation_id: str, code: str, purpose: str | None) -> Any:
    counted = _count_a_try(_as_uuid(confirmation_id))
    if purpose not in (None, counted.purpose):
        raise Wrong
    if counted.tries > secrets.TRIES:
        raise Wrong
    if counted.is_late:
        raise Expired
    typed = secrets.code_hash(counted.confirmation_id, code)
    is_code = bool(secrets.normalise_code(code)) and counted.code_hash is not None
    if not is_code or not hmac.compare_digest(typed, bytes(counted.code_hash)):
        raise Wrong(secrets.TRIES - counted.tries)
    return counted


def _as_uuid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError as error:
        raise Wrong from error


def _count_a_try(confirmation_id: str) -> Any:
    """Count before comparing, and commit: neither a dropped session nor a race wins a try."""
    table = Confirmation
    columns = (table.confirmation_id, table.purpose, table.level, table.code_hash)
    is_late = (table.code_expires_at <= _NOW).label("is_late")
    mine = table.confirmation_id == confirmation_id
    count = sa.update(table).where(mine, table.tries < secrets.TRIES).values(tries=table.tries + 1)
    with model.meta.engine.begin() as connection:  # type: ignore[union-attr]
        counted = connection.execute(count.returning(*columns, is_late, table.tries)).first()
        if counted:
            return counted
        beyond = sa.literal(secrets.TRIES + 1).label("tries")
        spent = connection.execute(sa.select(*columns, is_late, beyond).where(mine)).first()
    if not spent:
        raise Wrong
    return spent


def _claim(found: Any) -> None:
    """Mark as used, once: of two who come at the same time the second one finds it used."""
    table = Confirmation
    mine = table.confirmation_id == found.confirmation_id
    claim = sa.update(table).where(mine, table.used_at.is_(None), table.expires_at > _NOW)
    claimed = model.Session.execute(claim.values(used_at=_NOW).returning(table.purpose)).first()
    if claimed:
        return
    used = sa.select(table.used_at).where(mine)
    raise Used if model.Session.execute(used).scalar() else Expired


def forget_old(days: int = 7) -> int:
    """Remove what nobody can use any more; the number of rows."""
    old = sa.delete(Confirmation).where(Confirmation.expires_at < _NOW - timedelta(days=days))
    return model.Session.execute(old).rowcount  # type: ignore[attr-defined]
