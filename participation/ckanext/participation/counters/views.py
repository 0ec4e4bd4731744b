"""The count of a process for pages that ask again and again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import ckan.plugins.toolkit as tk
import flask

participation_counters = flask.Blueprint("participation_counters", __name__)

LARGEST = 200
"""Bytes: the answer fits into one packet however many ask."""
FRESH = "public, max-age=1, must-revalidate"


class FreshAnswer(flask.Response):
    """An answer that caches may keep for a second; set where CKAN no longer changes it."""

    def get_wsgi_headers(self, environ: Any) -> Any:
        headers = super().get_wsgi_headers(environ)
        headers["Cache-Control"] = FRESH
        return headers


@participation_counters.route("/participate/<int:process_no>/count.json")
def count(process_no: int) -> flask.Response:
    """How many acts a process has: `total`, by feature where there is room, and as of when."""
    try:
        found = tk.get_action("process_count_show")({}, {"process_no": process_no})
    except (tk.ObjectNotFound, tk.ValidationError):
        return FreshAnswer('{"error": "not found"}', 404, mimetype="application/json")
    body = brief(found)
    answer = FreshAnswer(body, mimetype="application/json")
    answer.set_etag(hashlib.sha256(body.encode()).hexdigest()[:16])
    answer.make_conditional(flask.request)
    return answer


def brief(found: dict[str, Any]) -> str:
    """The count in less than LARGEST bytes of JSON."""
    as_of = found["as_of"]
    told = {
        "process": found["process_no"],
        "total": found["total"],
        "size": found["size"],
        "as_of": as_of and as_of[:19] + "Z",
    }
    for said in (told | {"features": found["by_feature"]}, told):
        text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
        if len(text.encode()) < LARGEST:
            break
    return text
