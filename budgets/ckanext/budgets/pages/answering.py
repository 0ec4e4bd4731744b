"""What browsers and caches are told about pages and files of budgets.

Each answer has an `ETag` over what it says, so that who asks again gets a few bytes when nothing
has changed. Who is signed in may see more, so nobody else is given those answers.
"""

from __future__ import annotations

import hashlib
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response

SHARED = "public, max-age=0, s-maxage=60, must-revalidate"
OWN = "private, no-cache"
FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none';"
    " form-action 'none'; frame-ancestors *"
)


class Kept(Response):
    """An answer with its `Cache-Control` set where CKAN no longer changes it."""

    shared = OWN

    def get_wsgi_headers(self, environ: Any) -> Any:
        headers = super().get_wsgi_headers(environ)
        headers["Cache-Control"] = OWN if "Set-Cookie" in headers else self.shared
        return headers


class Framed(Kept):
    """A page that any other page may frame: no cookie, and no rule of ours against framing."""

    def get_wsgi_headers(self, environ: Any) -> Any:
        headers = super().get_wsgi_headers(environ)
        for name in ("Set-Cookie", "X-Frame-Options"):
            headers.remove(name)
        headers["Cache-Control"] = self.shared
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
        return headers


def page(html: str, status: int = 200) -> Response:
    """A page; one that tells of a mistake is kept by nobody."""
    return _kept(Kept(html, status), status == 200)


def frame(html: str) -> Response:
    """A page for frames of others."""
    reply = Framed(html)
    reply.headers["Content-Security-Policy"] = FRAME_POLICY
    return _kept(reply, True)


def file(content: str | bytes, kind: str, name: str = "") -> Response:
    """A file of a content type; with a name, browsers save it."""
    reply = Kept(content, content_type=kind)
    if name:
        reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    reply.headers["Access-Control-Allow-Origin"] = "*"
    return _kept(reply, True)


def _kept(reply: Kept, shared: bool) -> Response:
    reply.set_etag(hashlib.sha256(reply.get_data()).hexdigest()[:16])
    if shared and tk.current_user.is_anonymous:
        reply.shared = SHARED
    reply.make_conditional(tk.request.environ)
    return reply
