"""A pass to one petition for who proved to be its creator: kept by their browser for half a day."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from itsdangerous import BadData, URLSafeTimedSerializer

SECONDS = 12 * 60 * 60


def make(process_no: int) -> str:
    """A pass for somebody who just confirmed the creator's address."""
    return _serializer().dumps(process_no)


def opens(text: str, process_no: int) -> bool:
    """Whether this is a pass of ours to this petition, and not too old."""
    try:
        return _serializer().loads(text, max_age=SECONDS) == process_no
    except BadData:
        return False


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(tk.config["SECRET_KEY"]), salt="petition creator")
