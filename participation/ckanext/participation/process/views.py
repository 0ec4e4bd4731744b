"""Pages of participation that belong to no slice: the hub, its feed, a process as data."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk
from ckanext.egov.calendar import atom, filtering
from ckanext.egov.calendar.views import atom_reply
from flask import Blueprint, Response, jsonify, redirect

from . import config, continuing, listing, rules, schema
from .recording import kinds

participation = Blueprint("participation", __name__)
LAST_PAGE = 100_000
FEED_ROWS = 50


@participation.route("/participate")
def hub() -> Any:
    """What is open now, what is coming, what is over; the most urgent first."""
    state = tk.request.args.get("state") or ""
    page, wrong = _page_number()
    size = config.page_size() if state else schema.MOST
    found, problem = _list(state, rows=size, start=(page - 1) * size)
    form = filtering.fields(_kind_titles(), _choices() if not problem else None)
    extra = {
        "state": state if state in listing.STATES else "",
        "found": found,
        "sections": _sections(found),
        "form": form,
        "applied": filtering.applied(form, tk.h.url_for("participation.hub")),
        "query": filtering.query(),
        "wrong": problem or wrong,
        "page": page,
        "pages": -(-found["count"] // size) or 1,
    }
    rendered = tk.render("process/hub.html", extra)
    return (rendered, 400) if problem or wrong else rendered


@participation.route("/participate.atom")
def feed() -> Any:
    """What is new to take part in, by the filters of the hub."""
    found, problem = _list(tk.request.args.get("state") or "", rows=FEED_ROWS, start=0)
    if problem:
        return Response(problem + "\n", 400, content_type="text/plain; charset=utf-8")
    items = [_item(process) for process in found["results"]]
    return atom_reply(items, tk._("Take part"), "participation.hub")


@participation.route("/participate/<int:process_no>")
def read(process_no: int) -> Any:
    """Lead to the page of the slice that the process belongs to.

    What began among invited people is not for everybody to see; its slice knows whom it invited.
    """
    return redirect(
        continuing.page_for_invited(process_no) or tk.h.process_url(_process(process_no))
    )


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


def _list(state: str, **page: int) -> tuple[dict[str, Any], str]:
    """What was asked for; when the filters are wrong, everything and what was wrong."""
    action = tk.get_action("process_list")
    try:
        return action({}, {**filtering.asked(), "state": state, **page}), ""
    except tk.ValidationError as error:
        message = next(iter(error.error_summary.values()), tk._("Wrong filter"))
        return action({}, {"rows": schema.MOST}), message


def _choices() -> dict[str, dict[str, int]]:
    asked, _ = tk.navl_validate(filtering.asked(), schema.process_filters_schema(), {})
    return listing.choices(asked)


def _kind_titles() -> dict[str, str]:
    return {code: kind.title() for code, kind in kinds().items()}


def _sections(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The processes by state, those without any left out."""
    titles = {
        "open": tk._("Open now"),
        "upcoming": tk._("Opens soon"),
        "closed": tk._("Closed, with results"),
    }
    by_state: dict[str, list[dict[str, Any]]] = {name: [] for name in titles}
    for process in found["results"]:
        by_state[_state(process)].append(process)
    return [
        {"state": name, "title": title, "count": found["counts"][name], "items": by_state[name]}
        for name, title in titles.items()
        if by_state[name]
    ]


def _state(process: dict[str, Any]) -> str:
    status = {"announced": "upcoming", "open": "open", "paused": "open"}
    return status.get(process["status"], "closed")


def _page_number() -> tuple[int, str]:
    """The page asked for, and what to say when that is no page."""
    raw = tk.request.args.get("page", "1")
    if raw.isascii() and raw.isdigit() and 1 <= int(raw[:9]) <= LAST_PAGE:
        return int(raw[:9]), ""
    return 1, tk._("There is no page {page}.").format(page=raw[:40])


def _item(process: dict[str, Any]) -> atom.Item:
    host = urlsplit(tk.config["ckan.site_url"]).hostname
    return atom.Item(
        id=f"tag:{host},2026:process-{process['process_no']}",
        title=tk.h.egov_text(process["title"]),
        url=tk.h.url_for("participation.read", process_no=process["process_no"], qualified=True),
        updated=datetime.fromisoformat(process["version"]),
        summary=tk.h.egov_text(process["summary"]),
    )
