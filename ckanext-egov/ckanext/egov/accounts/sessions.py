"""Where somebody is logged in: listed, ended one by one or all at once.

Flask's session holds a random id, the table its hash. A session whose row has ended is logged out
at its next request, whatever its cookie says.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from flask import session

from . import devices
from .model import AccountSession

_ID = "egov_session"
_NOW = sa.func.clock_timestamp()
_HOUR = sa.func.date_trunc("hour", _NOW)
KEPT = timedelta(days=30)


def start(user_id: str) -> None:
    """Give the person who just logged in a session id of its own."""
    session[_ID] = secrets.token_urlsafe(32)
    row = {
        "session_hash": current_hash(),
        "user_id": user_id,
        "device": devices.in_words(tk.request.headers.get("User-Agent", "")),
        "created_at": _NOW,
        "seen_at": _HOUR,
    }
    _write(sa.insert(AccountSession).values(**row))


def end_current() -> None:
    """End the session of this request, as logging out does."""
    if mine := current_hash():
        _write(_ending().where(AccountSession.session_hash == mine))
    session.pop(_ID, None)


def current_hash() -> bytes | None:
    """What the session of this request is stored under."""
    held = session.get(_ID)
    return hashlib.sha256(held.encode()).digest() if isinstance(held, str) else None


def is_alive(user_id: str) -> bool:
    """Whether this request's session was not ended; notes the hour it was seen in."""
    mine = current_hash()
    if mine is None:
        return False
    table = AccountSession
    query = sa.select(table.ended_at, (table.seen_at < _HOUR).label("is_stale")).where(
        table.session_hash == mine, table.user_id == user_id
    )
    found = model.Session.execute(query).first()
    if found is None or found.ended_at is not None:
        return False
    if found.is_stale:
        _write(sa.update(table).where(table.session_hash == mine).values(seen_at=_HOUR))
    return True


def has_id() -> bool:
    """Whether this request's session has an id of this room."""
    return current_hash() is not None


def of(user_id: str) -> list[dict[str, Any]]:
    """The sessions of a person that have not ended, newest first, without their ids."""
    table = AccountSession
    query = sa.select(table).where(table.user_id == user_id, table.ended_at.is_(None))
    rows: list[Any] = list(model.Session.scalars(query.order_by(table.created_at.desc())))
    mine = current_hash()
    return [
        {
            "id": handle(bytes(row.session_hash)),
            "device": row.device,
            "created_at": row.created_at,
            "seen_at": row.seen_at,
            "is_current": bytes(row.session_hash) == mine,
        }
        for row in rows
    ]


def handle(session_hash: bytes) -> str:
    """A name for a session in a form; the hash itself stays here."""
    return hashlib.sha256(b"handle:" + session_hash).hexdigest()[:24]


def end(user_id: str, wanted: str | None = None, keep_current: bool = False) -> int:
    """End one session of a person, or all of them; how many ended."""
    table = AccountSession
    query = sa.select(table.session_hash).where(table.user_id == user_id, table.ended_at.is_(None))
    chosen = [bytes(found) for found in model.Session.scalars(query)]
    if wanted is not None:
        chosen = [found for found in chosen if handle(found) == wanted]
    if keep_current:
        chosen = [found for found in chosen if found != current_hash()]
    if chosen:
        _write(_ending().where(table.session_hash.in_(chosen)))
    return len(chosen)


def note_second_factor(session_hash: bytes) -> None:
    """The second factor was shown in this session just now."""
    mine = AccountSession.session_hash == session_hash
    _write(sa.update(AccountSession).where(mine).values(second_factor_at=_NOW))


def has_second_factor(session_hash: bytes, hours: int) -> bool:
    """Whether the second factor was shown in this session not longer ago than this."""
    table = AccountSession
    fresh = table.second_factor_at > _NOW - timedelta(hours=hours)
    query = sa.select(fresh).where(table.session_hash == session_hash, table.ended_at.is_(None))
    return bool(model.Session.execute(query).scalar())


def forget_old() -> int:
    """Remove sessions that nobody used for a month; the number of rows."""
    old = sa.delete(AccountSession).where(AccountSession.seen_at < _NOW - KEPT)
    return model.Session.execute(old).rowcount  # type: ignore[attr-defined]


def _ending() -> Any:
    return sa.update(AccountSession).where(AccountSession.ended_at.is_(None)).values(ended_at=_NOW)


def _write(statement: Any) -> None:
    """In a transaction of its own: it stands whatever becomes of the request."""
    with model.meta.engine.begin() as connection:  # type: ignore[union-attr]
        connection.execute(statement)
