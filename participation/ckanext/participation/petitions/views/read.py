"""The list of petitions and the page of one, for people and, at the same address, as data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.moderation import reasons
from flask import Response, jsonify

from .. import pictures, schema, timeline
from .blueprint import Reply, petitions

FILTERS = ("body", "region", "sector")
LAST_PAGE = 10_000


@petitions.route("/petition")
def index() -> Reply:
    """Open petitions, those that wait for an answer, answered ones; filters and pages."""
    asked, wrong = _asked()
    found = tk.get_action("petition_list")({}, asked)
    extra = {
        "found": found,
        "asked": asked,
        "page": asked["start"] // schema.PAGE + 1,
        "page_size": schema.PAGE,
        "wrong": wrong,
        "levels": tk.get_action("petition_level_list")({}, {}),
    }
    return tk.render("petitions/index.html", extra), 400 if wrong else 200


@petitions.route("/petition.json")
def index_json() -> Response:
    """The same list as data."""
    asked, _wrong = _asked()
    return jsonify(tk.get_action("petition_list")({}, asked))


@petitions.route("/petition.csv")
def index_csv() -> Response:
    """The same list as a table."""
    asked, _wrong = _asked()
    found = tk.get_action("petition_list")({}, asked | {"rows": schema.MOST_ROWS})
    names = (
        "process_no", "url", "title", "body", "region", "level", "standing", "count", "threshold",
        "opened_at", "closes_at", "threshold_reached_at", "answered_at", "demonstration",
    )  # fmt: skip
    rows = [
        [item[name] if name != "title" else item["title"][item["language"]] for name in names]
        for item in found["petitions"]
    ]
    return _csv("petitions.csv", names, rows)


@petitions.route("/petition/<int:process_no>")
def read(process_no: int) -> Reply:
    """One petition: what it asks for, how far it is, what became of it."""
    petition = shown(process_no)
    commitments = _commitments(process_no)
    extra: dict[str, Any] = {
        "petition": petition,
        "timeline": timeline.moments(petition, commitments),
    }
    if not petition["opened_at"]:
        extra["reason"] = reasons.find(petition["rejection_reason"])
        return tk.render("petitions/unpublished.html", extra)
    extra |= {
        "process": tk.get_action("process_show")({}, {"process_no": process_no}),
        "growth": pictures.growth(petition),
        "regions": pictures.regions(petition),
        "commitments": commitments,
    }
    return tk.render("petitions/read.html", extra)


@petitions.route("/petition/<int:process_no>.json")
def read_json(process_no: int) -> Response:
    """The same petition as data."""
    return jsonify(shown(process_no))


@petitions.route("/petition/<int:process_no>.csv")
def read_csv(process_no: int) -> Response:
    """Its numbers as a table: in all, by region, by hour."""
    petition = shown(process_no)
    regions = {term["code"]: term["label"] for term in tk.h.egov_terms("regions")}
    rows: list[list[Any]] = [["total", "", "", petition["count"], ""]]
    rows += [
        ["region", code, regions.get(code, ""), count, note]
        for code, count, note in _regions(petition)
    ]
    rows += [["hour", row["hour"], "", row["count"], ""] for row in petition["by_hour"]]
    return _csv(f"petition-{process_no}.csv", ("by", "code", "title", "signatures", "note"), rows)


def _regions(petition: dict[str, Any]) -> Iterator[tuple[str, int | str, str]]:
    """Numbers by region; where one is left out, its cell is empty and a note says why."""
    for code, count in sorted(petition["by_region"].items()):
        if count is None:
            yield code, "", pictures.left_out(petition)
        elif count:
            yield code, count, ""


def shown(process_no: int) -> dict[str, Any]:
    """The petition; answers 404 when there is none that this reader may see."""
    try:
        return tk.get_action("petition_show")({}, {"process_no": process_no})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return tk.abort(404, tk._("There is no such petition."))


def _asked() -> tuple[dict[str, Any], str]:
    """The filters of the address, and what stands there that is no list or page."""
    args, wrong = tk.request.args, ""
    asked: dict[str, Any] = {"show": "open", "sort": "newest", "start": 0, "rows": schema.PAGE}
    for name, known in (("show", schema.SHOW), ("sort", schema.SORTS)):
        given = args.get(name, asked[name])
        asked[name], wrong = (given, wrong) if given in known else (asked[name], given)
    page = args.get("page", "1")
    if page.isascii() and page.isdigit() and 1 <= int(page[:9]) <= LAST_PAGE:
        asked["start"] = (int(page[:9]) - 1) * schema.PAGE
    else:
        wrong = page
    for name in FILTERS:
        asked[name] = args.get(name, "").replace("\x00", "")
    return asked, wrong


def _commitments(process_no: int) -> list[dict[str, Any]]:
    return tk.get_action("commitment_list")({}, {"process_no": process_no})["results"]


def _csv(name: str, header: tuple[str, ...], rows: list[list[Any]]) -> Response:
    """A table that spreadsheets open as it is: UTF-8 with its mark, no formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    reply = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if is_formula else value
