"""The server-side memory for what must not be stored: sealed, in Valkey, for minutes.

Each entry lies under a random ticket that only the browser holds. Its place and the key it is
encrypted with are both made from the ticket, so who reads all of Valkey, its files on disk or its
backups learns nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any

from ckan.lib.redis import connect_to_redis
from cryptography.fernet import Fernet, InvalidToken
from redis.exceptions import RedisError


class Closed(Exception):
    """The memory can't be reached now."""


def put(kind: str, value: dict[str, Any], seconds: int, ticket: str | None = None) -> str:
    """Keep a value for a while; the ticket to get it with."""
    ticket = ticket or secrets.token_urlsafe(32)
    sealed = Fernet(_key(kind, ticket)).encrypt(json.dumps(value).encode())
    _ask("set", _place(kind, ticket), sealed, ex=seconds)
    return ticket


def read(kind: str, ticket: str) -> dict[str, Any] | None:
    """The value, if it is still kept."""
    return _open(kind, ticket, _ask("get", _place(kind, ticket)))


def take(kind: str, ticket: str) -> dict[str, Any] | None:
    """The value, which is gone after that: of two who take it one gets it."""
    return _open(kind, ticket, _ask("getdel", _place(kind, ticket)))


def drop(kind: str, ticket: str) -> None:
    """Forget the value."""
    _ask("delete", _place(kind, ticket))


def seconds_left(kind: str, ticket: str) -> int:
    """How long the value is still kept."""
    return max(0, _ask("ttl", _place(kind, ticket)))


def _open(kind: str, ticket: str, sealed: bytes | None) -> dict[str, Any] | None:
    if sealed is None:
        return None
    try:
        return json.loads(Fernet(_key(kind, ticket)).decrypt(sealed))
    except InvalidToken:
        return None


def _place(kind: str, ticket: str) -> str:
    return f"egov:vault:{kind}:{_made('place', kind, ticket).hex()}"


def _key(kind: str, ticket: str) -> bytes:
    return urlsafe_b64encode(_made("key", kind, ticket))


def _made(use: str, kind: str, ticket: str) -> bytes:
    text = f"{use}:{kind}".encode()
    return hmac.new(ticket.encode("utf-8", "replace"), text, hashlib.sha256).digest()


def _ask(command: str, *words: Any, **options: Any) -> Any:
    try:
        return getattr(connect_to_redis(), command)(*words, **options)
    except RedisError as error:
        raise Closed from error
