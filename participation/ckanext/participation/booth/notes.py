"""What a browser keeps between asking and typing the code: a signed cookie for some minutes.

No session on the server: asking and confirming go on while Valkey is away.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "participation_sent"
SECONDS = 15 * 60
KEPT = ("confirmation_id", "sent_to", "token", "task")


def write(reply: Response, sent: dict[str, Any]) -> Response:
    """Let the browser keep what the next page needs."""
    value = _serializer().dumps({name: sent.get(name, "") for name in KEPT})
    secure = tk.asbool(tk.config.get("SESSION_COOKIE_SECURE"))
    reply.set_cookie(
        COOKIE,
        value if isinstance(value, str) else value.decode(),
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
    return reply


def read() -> dict[str, str] | None:
    """What this browser kept, if we signed it and it is fresh."""
    try:
        found = _serializer().loads(tk.request.cookies.get(COOKIE, ""), max_age=SECONDS)
    except BadSignature:
        return None
    return {name: str(found.get(name, "")) for name in KEPT}


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(tk.config["SECRET_KEY"], salt=COOKIE)
