"""Pages of outcomes: you said, we did."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

__all__ = ["participation_outcomes"]

participation_outcomes = Blueprint("participation_outcomes", __name__, url_prefix="/outcomes")
SIZE = 20
LAST_PAGE = 10_000
FILTERS = ("body", "sector", "group", "region", "status")
Reply = str | tuple[str, int]


@participation_outcomes.route("")
def index() -> Reply:
    """Show what came of processes, the newest first."""
    filters = {name: tk.request.args[name] for name in FILTERS if tk.request.args.get(name)}
    raw = tk.request.args.get("page", "1")
    wrong = not (raw.isascii() and raw.isdigit() and 1 <= int(raw[:9]) <= LAST_PAGE)
    page = 1 if wrong else int(raw[:9])
    try:
        found = _call("outcome_list", rows=SIZE, start=(page - 1) * SIZE, **filters)
    except tk.ValidationError:
        wrong, filters, page = True, {}, 1
        found = _call("outcome_list", rows=SIZE)
    extra = {"found": found, "filters": filters, "page": page, "size": SIZE, "wrong": wrong}
    return tk.render("outcomes/index.html", extra), 400 if wrong else 200


@participation_outcomes.route("/<int:process_no>")
def read(process_no: int) -> Reply:
    """Show what came of one process."""
    try:
        outcome = _call("outcome_show", process_no=process_no)
    except (tk.ObjectNotFound, tk.ValidationError):
        return tk.abort(404, tk._("There is no such process."))
    return tk.render("outcomes/read.html", {"outcome": outcome})


@participation_outcomes.route("/commitment/<int:commitment_id>")
def commitment(commitment_id: int) -> Reply:
    """Show one commitment and how it changed."""
    try:
        found = _call("commitment_show", commitment_id=commitment_id)
    except (tk.ObjectNotFound, tk.ValidationError):
        return tk.abort(404, tk._("There is no such commitment."))
    return tk.render("outcomes/commitment.html", {"commitment": found})


def _call(action: str, **data: Any) -> dict[str, Any]:
    return tk.get_action(action)({}, data)
