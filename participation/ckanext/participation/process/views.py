"""Pages of participation that belong to no slice: a process by its number, as data."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response, jsonify, redirect

from . import rules
from .recording import kinds

participation = Blueprint("participation", __name__)


@participation.route("/participate/<int:process_no>")
def read(process_no: int) -> Any:
    """Lead to the page of the slice that the process belongs to."""
    kind = kinds().get(_process(process_no)["kind"])
    if kind is None:
        return tk.abort(404, tk._("There is no such process"))
    return redirect(tk.h.url_for(kind.endpoint, process_no=process_no), 302)


@participation.route("/participate/<int:process_no>.json")
def read_json(process_no: int) -> Response:
    """The process as the API gives it, with what happened to it."""
    process = _process(process_no)
    events = tk.get_action("process_event_list")({}, {"process_no": process_no})
    return jsonify({**process, "events": events})


@participation.route("/participate/<int:process_no>/rules.json")
def read_rules(process_no: int) -> Response:
    """The rules as the bytes that are hashed: `sha256sum` of this file is the rules' hash."""
    return Response(rules.canonical(_process(process_no)["rules"]), mimetype="application/json")


def _process(process_no: int) -> dict[str, Any]:
    try:
        return tk.get_action("process_show")({}, {"process_no": process_no})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        # A draft is not there for those who may not see it.
        return tk.abort(404, tk._("There is no such process"))
