"""The page of one petition and, at the same address with an ending, the petition as data."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.moderation import reasons
from flask import Response

from .. import pictures, timeline
from ..views.blueprint import Reply, petitions
from . import elsewhere, feeds, keeping, tables
from .found import shown


@petitions.route("/petition/<int:process_no>")
def read(process_no: int) -> Reply:
    """One petition: what it asks for, how far it is, what became of it."""
    ended = elsewhere.instead_of(process_no)
    if ended:
        return ended
    petition = shown(process_no)
    commitments = _commitments(process_no)
    extra: dict[str, Any] = {
        "petition": petition,
        "timeline": timeline.moments(petition, commitments),
        "related": tk.get_action("petition_related_list")({}, {"process_no": process_no}),
    }
    if not petition["opened_at"]:
        extra["reason"] = reasons.find(petition["rejection_reason"])
        return keeping.page(tk.render("petitions/unpublished.html", extra))
    by = tk.request.args.get("map", "")
    extra |= {
        "process": tk.get_action("process_show")({}, {"process_no": process_no}),
        "growth": pictures.growth(petition),
        "regions": pictures.regions(petition, by),
        "map_by": by,
        "commitments": commitments,
    }
    return keeping.page(tk.render("petitions/read.html", extra))


@petitions.route("/petition/<int:process_no>.json")
def read_json(process_no: int) -> Response:
    """The same petition as data."""
    return keeping.data(shown(process_no))


@petitions.route("/petition/<int:process_no>.csv")
def read_csv(process_no: int) -> Response:
    """Its numbers as a table: in all, by region, by hour."""
    sheet = tables.of_numbers(shown(process_no))
    name = f"petition-{process_no}.csv"
    return keeping.file(sheet, "text/csv; charset=utf-8", name=name)


@petitions.route("/petition/<int:process_no>.atom")
def read_atom(process_no: int) -> Response:
    """What happened to it, as a feed."""
    petition = shown(process_no)
    moments = timeline.moments(petition, _commitments(process_no))
    here, page = (
        tk.url_for(f"petitions.{name}", process_no=process_no, qualified=True)
        for name in ("read_atom", "read")
    )
    return keeping.file(feeds.of_timeline(petition, moments, here, page), feeds.KIND)


def _commitments(process_no: int) -> list[dict[str, Any]]:
    return tk.get_action("commitment_list")({}, {"process_no": process_no})["results"]
