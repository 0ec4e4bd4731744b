"""What browsers and caches are told about pages and files that are the same for everybody.

Each answer has an `ETag` over what it says, so that who asks again gets a few bytes when nothing
has changed. Who is signed in sees more, so nobody else may be given those answers.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response

PAGE_SECONDS = 5
FILE_SECONDS = 60
OWN = "private, no-cache"


class Kept(Response):
    """An answer with its `Cache-Control` set where CKAN no longer changes it."""

    shared = OWN

    def get_wsgi_headers(self, environ: Any) -> Any:
        headers = super().get_wsgi_headers(environ)
        headers["Cache-Control"] = OWN if "Set-Cookie" in headers else self.shared
        return headers


def page(html: str) -> Response:
    """A page: shared caches keep it for seconds, browsers ask each time whether it has changed."""
    return _kept(Kept(html), f"public, max-age=0, s-maxage={PAGE_SECONDS}, must-revalidate")


def file(content: str | bytes, kind: str, seconds: int = FILE_SECONDS, name: str = "") -> Response:
    """A file of a content type; with a name, browsers save it."""
    reply = Kept(content, content_type=kind)
    if name:
        reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _kept(reply, f"public, max-age={seconds}, must-revalidate")


def data(said: Any) -> Response:
    """Data as JSON."""
    return file(json.dumps(said, ensure_ascii=False), "application/json")


def _kept(reply: Kept, shared: str) -> Response:
    reply.set_etag(hashlib.sha256(reply.get_data()).hexdigest()[:16])
    if tk.current_user.is_anonymous:
        reply.shared = shared
    reply.make_conditional(tk.request.environ)
    return reply
