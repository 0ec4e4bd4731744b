"""The evidence pages: all indicators, and one page for each."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, jsonify, make_response

from . import history, table

egov_indicators = Blueprint("egov_indicators", __name__)
FORMS = ("html", "json", "csv")
TYPES = {"html": "text/html", "json": "application/json", "csv": "text/csv"}


@egov_indicators.route("/indicators")
@egov_indicators.route("/indicators.<any(json, csv):form>")
def index(form: str | None = None) -> Response:
    """All 46, as a page or as data, by the ending of the address or the Accept header."""
    found = tk.get_action("participation_indicator_list")({}, {})
    return _answer(form or _wanted(), found, _index_page, "indicators.csv")


@egov_indicators.route("/indicators/<code>")
@egov_indicators.route("/indicators/<code>.<any(json, csv):form>")
def show(code: str, form: str | None = None) -> Response:
    """One indicator with everything that is known about it."""
    try:
        found = tk.get_action("participation_indicator_show")({}, {"id": code})
    except tk.ObjectNotFound:
        tk.abort(404, tk._("There is no such indicator."))
    return _answer(form or _wanted(), found, _page, f"{found['code']}.csv")


def _wanted() -> str:
    best = tk.request.accept_mimetypes.best_match(list(TYPES.values()), TYPES["html"])
    return next(form for form, mimetype in TYPES.items() if mimetype == best)


def _answer(form: str, found: Any, page: Any, name: str) -> Response:
    if form == "json":
        response = jsonify(found)
    elif form == "csv":
        rows = found if isinstance(found, list) else [found]
        text = table.as_csv(rows, tk.h.egov_text, tk.h.egov_site_root())
        response = Response(text, mimetype="text/csv")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        response = make_response(page(found))
    response.headers.add("Vary", "Accept")
    return response


def _index_page(found: list[dict[str, Any]]) -> str:
    met = sum(item["status"] == "met" for item in found)
    parts = {
        level: [item for item in found if item["level"] == level] for level in ("national", "local")
    }
    return tk.render("indicators/index.html", {"levels": parts, "met": met, "all": len(found)})


def _page(found: dict[str, Any]) -> str:
    days = [date.fromisoformat(row["day"]) for row in found["history"]]
    drawn = history.line(days, [row["number"] for row in found["history"]])
    return tk.render("indicators/show.html", {"indicator": found, "line": drawn})
