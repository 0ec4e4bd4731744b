"""What no text or number of ours can be is refused before an action of the API sees it.

PostgreSQL stores neither NUL nor half of a surrogate pair, and counts to 2**63 - 1; an identifier
is a text. CKAN answers each of these with 500, in its own actions too.
"""

from __future__ import annotations

import re
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Flask, Response, jsonify

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
HIGHEST = 2**63 - 1
IDENTIFIERS = ("id", "resource_id")
NUMBERED = ("moderation_",)
"""Actions whose things have numbers for identifiers."""


def guard(app: Flask) -> None:
    """Look at every call of the API before it is answered."""
    app.before_request(refuse)


def refuse() -> Response | None:
    """Answer 400 when the call holds what cannot be kept; None lets it pass."""
    if tk.request.blueprint != "api":
        return None
    sent = tk.request.get_json(silent=True) if tk.request.is_json else None
    texts = [value for held in (tk.request.args, tk.request.form) for value in held.values()]
    if is_storable(sent) and is_storable(texts) and _identifiers_are_fit(sent):
        return None
    words = tk._("What was sent holds characters, numbers or an id that cannot be kept.")
    told = {"success": False, "error": {"__type": "Bad Request", "message": words}}
    response = jsonify(told)
    response.status_code = 400
    return response


def is_storable(value: Any) -> bool:
    """Whether a decoded JSON value holds only what the database can keep."""
    if isinstance(value, str):
        return UNSTORABLE.search(value) is None
    if isinstance(value, int | float):
        return -HIGHEST <= value <= HIGHEST
    if isinstance(value, dict):
        return all(is_storable(key) and is_storable(item) for key, item in value.items())
    return not isinstance(value, list) or all(is_storable(item) for item in value)


def _identifiers_are_fit(sent: Any) -> bool:
    given = [sent[name] for name in IDENTIFIERS if name in sent] if isinstance(sent, dict) else []
    action = (tk.request.view_args or {}).get("logic_function", "")
    fit = (str, int) if action.startswith(NUMBERED) else str
    return all(
        value is None or (isinstance(value, fit) and not isinstance(value, bool)) for value in given
    )
