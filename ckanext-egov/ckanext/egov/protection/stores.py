"""What is said while Valkey is away: that a part is being repaired, never "something broke".

Sessions lie there and jobs wait there, so most pages need it. Acting does not: the booth is an
application of its own. Nothing was written when this is said; the database's transaction is gone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from flask import Flask, Response, jsonify
from markupsafe import escape
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
RETRY_SECONDS = 10


def guard(app: Flask) -> None:
    """Answer what fails for want of Valkey, in a view as well as around it."""
    for name in ("handle_exception", "handle_user_exception"):
        setattr(app, name, _or_away(getattr(app, name)))


def _or_away(handle: Callable[[Exception], Any]) -> Callable[[Exception], Any]:
    def handled(error: Exception) -> Any:
        return _away(error) if isinstance(error, RedisError) else handle(error)

    return handled


def _away(error: RedisError) -> Response:
    log.warning("Valkey does not answer: %s", type(error).__name__)
    model.Session.rollback()
    heading = tk._("Please come back in a minute")
    text = tk._("A part of the portal does not answer and is being repaired. Nothing is lost.")
    if tk.request.path.startswith("/api/"):
        response = jsonify({"success": False, "error": {"message": f"{heading}. {text}"}})
    else:
        response = Response(_page(heading, text))
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(heading: str, text: str) -> str:
    """A page that needs no template: the portal's own ones want to know who is signed in."""
    return (
        f'<!doctype html><html lang="{escape(tk.h.lang())}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(heading)}</title></head>"
        f"<body><main><h1>{escape(heading)}</h1><p>{escape(text)}</p></main></body></html>"
    )
