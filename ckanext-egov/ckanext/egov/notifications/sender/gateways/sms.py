"""SMS by a service that takes one POST of JSON per message."""

from __future__ import annotations

import http.client
import json
import ssl
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .. import mime
from .base import Down, Gateway, Message, NotNow, Refused, Uncertain

SECONDS = 20


@dataclass(frozen=True)
class SmsSettings:
    """Where the service is and what it wants to be told."""

    url: str
    body: Any
    """Decoded JSON; `{to}`, `{text}` and `{id}` in its texts are filled in."""
    headers: dict[str, str] = field(default_factory=dict)
    ca_bundle: str = ""


class HttpSmsGateway(Gateway):
    """One connection per message: SMS are few, and a kept one goes stale."""

    def __init__(self, settings: SmsSettings) -> None:
        self.settings = settings
        self.url = urlsplit(settings.url)
        if self.url.scheme not in ("http", "https") or not self.url.hostname:
            raise ValueError("The address of the SMS service must begin with https://")

    def send(self, message: Message) -> None:
        """Hand an SMS to the service."""
        connection = self._connect()
        try:
            _judge(self._post(connection, message))
        finally:
            connection.close()

    def close(self) -> None:
        """Nothing is kept open."""

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self.url.hostname or "", self.url.port
        try:
            if self.url.scheme == "https":
                context = ssl.create_default_context(cafile=self.settings.ca_bundle or None)
                connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                    host, port, timeout=SECONDS, context=context
                )
            else:
                connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
            connection.connect()
        except (OSError, http.client.HTTPException) as error:
            raise Down(type(error).__name__) from error
        return connection

    def _post(self, connection: http.client.HTTPConnection, message: Message) -> int:
        path = self.url.path or "/"
        target = f"{path}?{self.url.query}" if self.url.query else path
        id = mime.stable_id(message.key)
        values = {"{to}": message.address, "{text}": message.text.strip(), "{id}": id}
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": id,
            **self.settings.headers,
        }
        try:
            body = json.dumps(_filled(self.settings.body, values)).encode()
            connection.request("POST", target, body, headers)
            answer = connection.getresponse()
            answer.read(1 << 16)
        except (OSError, http.client.HTTPException) as error:
            raise Uncertain(type(error).__name__) from error
        return answer.status


def _filled(body: Any, values: dict[str, str]) -> Any:
    if isinstance(body, dict):
        return {name: _filled(item, values) for name, item in body.items()}
    if isinstance(body, list):
        return [_filled(item, values) for item in body]
    if not isinstance(body, str):
        return body
    # In one pass: a message that holds "{to}" stays as it is.
    parts = [body]
    for mark, value in values.items():
        parts = [piece for part in parts for piece in _split(part, mark, value)]
    return "".join(part if type(part) is str else str(part) for part in parts)


class _Value(str):
    """A text that was filled in and is not looked at again."""


def _split(part: str, mark: str, value: str) -> list[str]:
    if isinstance(part, _Value):
        return [part]
    pieces: list[str] = []
    for index, piece in enumerate(part.split(mark)):
        pieces += [_Value(value)] if index else []
        pieces.append(piece)
    return pieces


def _judge(status: int) -> None:
    """What a status means for the message (RFC 9110, 15)."""
    if 200 <= status < 300:
        return
    if status in (429, 503):
        raise NotNow(f"HTTP {status}")
    if status >= 500:
        raise Uncertain(f"HTTP {status}")
    if status in (401, 403, 404, 405, 407) or status < 400:
        raise Down(f"HTTP {status}")
    raise Refused(f"HTTP {status}")
