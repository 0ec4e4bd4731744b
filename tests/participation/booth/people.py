"""Makes people who have asked to act, by SQL, and talks to a booth over its socket."""

from __future__ import annotations

import http.client
import json
import os
import secrets as random
import socket
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from ckanext.egov.accounts import secrets

CONFIRMATION = """
INSERT INTO confirmation (confirmation_id, purpose, channel, level, address_key, token_hash,
    code_hash, code_expires_at, expires_at)
VALUES (%s, 'participation_act', 'email', %s, %s, %s, %s,
    now() + %s * interval '1 second', now() + %s * interval '1 second')
"""
REQUEST = """
INSERT INTO participation_act_request (confirmation_id, process_no, feature, subject, person_key,
    name_key, district, region, payload, name, email, language, wants_news)
VALUES (%s, %s, %s, %s, %s, %s, '1726262', '1726', %s, %s, %s, %s, true)
"""


@dataclass(frozen=True)
class Asked:
    """What is in the letter, and what stands for the person."""

    confirmation: str
    token: str
    code: str
    person_key: bytes


def ask(
    connection: Any,
    process_no: int,
    *,
    person_key: bytes | None = None,
    name_key: bytes | None = None,
    feature: str = "sign",
    level: int = 1,
    language: str = "en",
    subject: str = "",
    payload: dict[str, Any] | None = None,
    code_lasts: int = 300,
    lasts: int = 86400,
) -> Asked:
    """A person asks to act; the row is committed."""
    made = Asked(
        str(uuid.uuid4()), secrets.new_token(), secrets.new_code(), person_key or os.urandom(32)
    )
    with connection, connection.cursor() as cursor:
        cursor.execute(
            CONFIRMATION,
            [made.confirmation, level, os.urandom(8), secrets.token_hash(made.token),
             secrets.code_hash(made.confirmation, made.code), code_lasts, lasts],
        )  # fmt: skip
        cursor.execute(
            REQUEST,
            [made.confirmation, process_no, feature, subject, made.person_key, name_key,
             json.dumps(payload or {}), b"Oygul", f"{random.token_hex(4)}@mail.uz".encode(),
             language],
        )  # fmt: skip
    return made


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path, timeout: float = 60) -> None:
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


@dataclass
class Answer:
    """What the booth said."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def said(self) -> dict[str, Any]:
        """A JSON answer."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Client:
    """Talks to a booth as a browser or a program does."""

    path: Path

    def request(
        self, method: str, address: str, body: bytes | None = None, **headers: str
    ) -> Answer:
        """Any request; `_` in names of headers stands for `-`."""
        connection = _UnixConnection(self.path)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, address, body=body, headers=named)
            reply = connection.getresponse()
            text = reply.read().decode()
            found = {name.lower(): value for name, value in reply.getheaders()}
            return Answer(reply.status, found, text)
        finally:
            connection.close()

    def act(self, **fields: str) -> Answer:
        """What a program posts."""
        body = json.dumps(fields).encode()
        kind = "application/json"
        return self.request("POST", "/booth/act", body, content_type=kind, accept=kind)

    def press(self, **fields: str) -> Answer:
        """What the button on a page posts."""
        body = urlencode(fields).encode()
        kind = "application/x-www-form-urlencoded"
        return self.request("POST", "/booth/act", body, content_type=kind, accept="text/html")
