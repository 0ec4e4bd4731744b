"""A pass to the list of one address: a field of a form, for half an hour."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from itsdangerous import BadData, URLSafeTimedSerializer

SECONDS = 30 * 60


def make(address: str) -> str:
    """Return a pass for an address that was just confirmed."""
    return _serializer().dumps(address)


def address(text: str) -> str | None:
    """Return the address a pass is for; nothing when it is not ours or too old."""
    try:
        return _serializer().loads(text, max_age=SECONDS)
    except BadData:
        return None


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(tk.config["SECRET_KEY"]), salt="egov follow list")
