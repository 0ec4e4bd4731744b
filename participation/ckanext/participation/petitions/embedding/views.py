"""The count for programs, and the counter that any page may frame.

The counter is the only page here that others may frame. It sets no cookie, has no form and leads
out of the frame, so that nobody can be made to press anything in it.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.theme import languages
from flask import Response

from ..reading import keeping
from ..reading.found import shown
from ..views.blueprint import Reply, petitions

FRESH = "public, max-age=1, must-revalidate"
LOOKS = ("auto", "light", "dark")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors *"
)


class Open(keeping.Kept):
    """An answer for pages of others: never a cookie, and no rule of ours against framing."""

    shared = FRESH

    def get_wsgi_headers(self, environ: Any) -> Any:
        headers = super().get_wsgi_headers(environ)
        for name in ("Set-Cookie", "Vary", "X-Frame-Options"):
            headers.remove(name)
        headers["Cache-Control"] = self.shared
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return headers


@petitions.route("/petition/<int:process_no>/count.json")
def count(process_no: int) -> Response:
    """How many have signed: less than 200 bytes, and a few less when nothing has changed."""
    try:
        found = tk.get_action("petition_count_show")({}, {"process_no": process_no})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return Open('{"error": "not found"}', 404, mimetype="application/json")
    return _open(json.dumps(found, separators=(",", ":")), "application/json")


@petitions.route("/petition/<int:process_no>/embed")
def embed(process_no: int) -> Reply:
    """The counter: `lang` and `look` (`light`, `dark`, or what the reader's machine is set to)."""
    args = tk.request.args
    look = args.get("look", LOOKS[0])
    asked = args.get("lang")
    known = {language.code for language in languages.LANGUAGES}
    if asked in known and asked != tk.h.lang():
        here = {"process_no": process_no, "look": look if look in LOOKS else LOOKS[0]}
        return tk.redirect_to("petitions.embed", locale=asked, **here)
    extra = {"petition": shown(process_no), "look": look if look in LOOKS else LOOKS[0]}
    reply = _open(tk.render("petitions/embed.html", extra), "text/html")
    reply.headers["Content-Security-Policy"] = POLICY
    return reply


def _open(said: str, kind: str) -> Response:
    reply = Open(said, content_type=f"{kind}; charset=utf-8")
    reply.set_etag(hashlib.sha256(said.encode()).hexdigest()[:16])
    reply.make_conditional(tk.request.environ)
    return reply
