"""The public pages: what was decided, and the reasons for which something may be refused."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, jsonify

from . import log
from .schema import LOG_MOST, PAGE
from .views import Reply, _page_number

egov_moderation_log = Blueprint("egov_moderation_log", __name__)


@egov_moderation_log.route("/moderation/log")
def show() -> Reply:
    """The log as a page."""
    page = _page_number()
    if page is None:
        tk.abort(400, tk._("There is no such page of the log."))
    found = _list(PAGE, (page - 1) * PAGE)
    pages = max(1, -(-found["totals"]["decided"] // PAGE))
    return tk.render("moderation/log.html", found | {"page": page, "pages": pages})


@egov_moderation_log.route("/moderation/log.json")
def as_json() -> Response:
    """The log for programs: the newest thousand; the API action goes on from there."""
    return jsonify(_list(LOG_MOST, 0))


@egov_moderation_log.route("/moderation/log.csv")
def as_csv() -> Response:
    """The whole log as a table."""
    rows: list[dict[str, Any]] = []
    while part := _list(LOG_MOST, len(rows))["decisions"]:
        rows += part
    name = 'attachment; filename="moderation-log.csv"'
    headers = {"Content-Disposition": name}
    return Response(log.as_csv(rows), mimetype="text/csv", headers=headers)


@egov_moderation_log.route("/moderation/reasons")
def reasons() -> str:
    """Each reason: what it means, what to do instead."""
    return tk.render("moderation/reasons.html", {"reasons": tk.h.egov_moderation_reasons()})


def _list(limit: int, offset: int) -> dict[str, Any]:
    return tk.get_action("moderation_log_list")({}, {"limit": limit, "offset": offset})
