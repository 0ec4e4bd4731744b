"""Pages of sectors, groups in need and places."""

from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.places.region_map import region_map
from ckanext.egov.places.schema import PAGE
from flask import Blueprint

egov_places = Blueprint("egov_places", __name__)
LAST_PAGE = 10_000

Reply = str | tuple[str, int]


@dataclass(frozen=True)
class Kind:
    """A vocabulary that has pages: where its list and its terms are."""

    vocabulary: str
    list_endpoint: str
    term_endpoint: str


SECTORS = Kind("sectors", "egov_places.sectors", "egov_places.sector")
GROUPS = Kind("groups_in_need", "egov_places.groups", "egov_places.group")
REGIONS = Kind("regions", "egov_places.regions", "egov_places.region")


@egov_places.route("/sector")
def sectors() -> Reply:
    """List the sectors with their number of datasets."""
    return _list_page(SECTORS)


@egov_places.route("/sector/<code>")
def sector(code: str) -> Reply:
    """Show one sector."""
    return _term_page(SECTORS, code)


@egov_places.route("/group-in-need")
def groups() -> Reply:
    """List the groups in need with their number of datasets."""
    return _list_page(GROUPS)


@egov_places.route("/group-in-need/<code>")
def group(code: str) -> Reply:
    """Show one group in need."""
    return _term_page(GROUPS, code)


@egov_places.route("/region")
def regions() -> Reply:
    """Show the map of the regions and their list."""
    return _region_list()


@egov_places.route("/region/<code>")
def region(code: str) -> Reply:
    """Show one region, district or city by its SOATO code."""
    page, wrong = _page_number()
    try:
        place = _call("place_show", id=code, start=(page - 1) * PAGE)
    except tk.ObjectNotFound:
        return _region_list(missing=code)
    parent = (
        _label(_call("place_show", id=place["region"], rows=0)) if place.get("region") else None
    )
    shown = parent or place
    extra = {
        "place": _label(place),
        "parent": parent,
        "districts": [_label(item) for item in place["districts"]],
        "map": region_map(_usage("regions"), current=shown["code"]),
        "page": page,
        "wrong": wrong,
        "page_size": PAGE,
    }
    return tk.render("egov_places/place.html", extra), 400 if wrong else 200


def _list_page(kind: Kind, missing: str = "") -> Reply:
    extra = {"kind": kind, "terms": _usage(kind.vocabulary), "missing": missing}
    page = tk.render(f"egov_places/{kind.vocabulary}.html", extra)
    return (page, 404) if missing else page


def _region_list(missing: str = "") -> Reply:
    terms = _usage("regions")
    extra = {"kind": REGIONS, "terms": terms, "map": region_map(terms), "missing": missing}
    page = tk.render("egov_places/regions.html", extra)
    return (page, 404) if missing else page


def _term_page(kind: Kind, code: str) -> Reply:
    page, wrong = _page_number()
    asked = {"vocabulary": kind.vocabulary, "id": code, "start": (page - 1) * PAGE}
    try:
        term = _call("vocabulary_term_show", **asked)
    except tk.ObjectNotFound:
        return _list_page(kind, missing=code)
    extra = {
        "kind": kind,
        "term": _label(term),
        "others": _usage(kind.vocabulary),
        "page": page,
        "wrong": wrong,
        "page_size": PAGE,
    }
    rendered = tk.render(f"egov_places/{kind.vocabulary}_term.html", extra)
    return rendered, 400 if wrong else 200


def _page_number() -> tuple[int, str]:
    """The page asked for, and what was typed when that is no page."""
    raw = tk.request.args.get("page", "1")
    if raw.isascii() and raw.isdigit() and 1 <= int(raw[:9]) <= LAST_PAGE:
        return int(raw[:9]), ""
    return 1, raw


def _usage(vocabulary: str) -> list[dict[str, Any]]:
    return [_label(term) for term in _call("vocabulary_usage", vocabulary=vocabulary)["terms"]]


def _label(term: dict[str, Any]) -> dict[str, Any]:
    return term | {"label": tk.h.egov_text(term["title"])}


def _call(action: str, **data: Any) -> dict[str, Any]:
    return tk.get_action(action)({}, data)
