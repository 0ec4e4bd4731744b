"""The list of petitions: as a page and, at the same address with an ending, as data."""

from __future__ import annotations

from functools import partial
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response

from ..views.blueprint import Reply, petitions
from . import asked, feeds, keeping, schema, tables

MOST_IN_A_TABLE = 2_000
FEED_ROWS = 50


@petitions.route("/petition")
def index() -> Reply:
    """Open petitions, those that wait for an answer, answered ones; search, filters and pages."""
    wanted, wrong = asked.from_address()
    found = tk.get_action("petition_list")({}, wanted)
    extra = {
        "found": found,
        "asked": wanted,
        "query": asked.query(wanted),
        "address": partial(_address, wanted),
        "page": wanted["start"] // schema.PAGE + 1,
        "pages": -(-found["count"] // schema.PAGE),
        "wrong": wrong,
        "levels": tk.get_action("petition_level_list")({}, {}),
    }
    html = tk.render("petitions/index.html", extra)
    return (html, 400) if wrong else keeping.page(html)


@petitions.route("/petition.json")
def index_json() -> Reply:
    """The same list as data, page by page."""
    wanted, wrong = asked.from_address()
    return _no_list(wrong) if wrong else keeping.data(tk.get_action("petition_list")({}, wanted))


@petitions.route("/petition.csv")
def index_csv() -> Reply:
    """The same list, all of its pages, as a table."""
    wanted, wrong = asked.from_address(schema.MOST_ROWS)
    if wrong:
        return _no_list(wrong)
    sheet = tables.of_list(_all(wanted))
    return keeping.file(sheet, "text/csv; charset=utf-8", name="petitions.csv")


@petitions.route("/petition.atom")
def index_atom() -> Reply:
    """The same list as a feed."""
    wanted, wrong = asked.from_address(FEED_ROWS)
    if wrong:
        return _no_list(wrong)
    found, query = tk.get_action("petition_list")({}, wanted), asked.query(wanted)
    here = tk.url_for("petitions.index_atom", qualified=True, **query)
    page = tk.url_for("petitions.index", qualified=True, **query)
    return keeping.file(feeds.of_list(found["petitions"], here, page), feeds.KIND)


def _address(wanted: dict[str, Any], **changed: Any) -> str:
    """The list with something changed; back on its first page."""
    return tk.url_for("petitions.index", **asked.query(wanted, **changed))


def _all(wanted: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while len(found) < MOST_IN_A_TABLE:
        page = tk.get_action("petition_list")({}, wanted | {"start": len(found)})["petitions"]
        found += page
        if len(page) < wanted["rows"]:
            break
    return found


def _no_list(word: str) -> Response:
    said = tk._("There is no list, order or page “{word}”.").format(word=word[:40])
    return Response(said + "\n", 400, content_type="text/plain; charset=utf-8")
