"""API actions of reading: the list, one petition, and what goes with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from .. import describe, lifecycle, listing, model
from . import finding, related, schema

__all__ = [
    "petition_list",
    "petition_related_list",
    "petition_show",
    "petition_similar_list",
]


@tk.side_effect_free
def petition_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List published petitions.

    :param show: `open` (default), `waiting` for an answer, `answered`, `closed`, `rejected`, `all`
    :param sort: `newest` (default), `this-hour` (most signed in this hour and the one before),
        `most-signed` in all, `closing` soonest, `oldest-waiting`, or `relevance`, which is the
        default of a search
    :param q: words to look for, in any script of Uzbek, in Russian or English (optional)
    :param body: name of a public body (optional)
    :param region: SOATO code of a region whose bodies are asked (optional)
    :param near: SOATO code of a region: what its bodies are asked, and what its people sign
        (optional)
    :param sector: code of a sector (optional)
    :param group: code of a group in need (optional)
    :param rows: how many, at most 100 (optional, 20)
    :param start: how many to skip (optional, 0)
    :returns: `count`, `petitions`, `counts`, how many there are for each value of `show`, and
        `since`, from when on the signatures of `recent` were made
    """
    tk.check_access("petition_list", context, data_dict)
    asked = _valid(data_dict, schema.petition_list_schema(), context)
    now = model.now()
    wanted = _wanted(asked, now)
    count, found = listing.page(wanted, asked["rows"], asked["start"])
    return {
        "count": count,
        "counts": listing.counts(wanted),
        "since": wanted.since.isoformat(),
        "petitions": describe.briefs(found, now),
    }


@tk.side_effect_free
def petition_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show a petition: its texts, how it stands, its count by region and hour, its answer.

    :param process_no: number of the petition
    :returns: the petition; counts come with the moment they are from (`as_of`)
    """
    petition = _readable("petition_show", context, data_dict, schema.petition_show_schema())
    return describe.whole(context, petition, lifecycle.process(petition), model.now())


@tk.side_effect_free
def petition_related_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List petitions that ask for something like this one, and open data that belong to it.

    :param process_no: number of the petition
    :param rows: how many of each, at most 20 (optional, 5)
    :returns: `petitions` and `datasets`, each with the most like first
    """
    wanted = schema.petition_related_schema()
    petition = _readable("petition_related_list", context, data_dict, wanted)
    rows = _valid(data_dict, wanted, context)["rows"]
    process = lifecycle.process(petition)
    return {
        "petitions": describe.briefs(related.petitions(petition, rows), model.now()),
        "datasets": related.datasets(petition, process, rows),
    }


@tk.side_effect_free
def petition_similar_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List published petitions like a text, whatever script either is written in.

    Answered and rejected ones are among them: who is about to write one sees what became of it.

    :param text: a title, or more
    :param rows: how many, at most 20 (optional, 5)
    :returns: `petitions`, the most like first
    """
    tk.check_access("petition_list", context, data_dict)
    asked = _valid(data_dict, schema.petition_similar_schema(), context)
    return {"petitions": describe.briefs(related.like(asked["text"], asked["rows"]), model.now())}


def _wanted(asked: dict[str, Any], now: datetime) -> listing.Wanted:
    words, near = asked.get("q"), asked.get("near", "")
    return listing.Wanted(
        show=asked["show"],
        sort=asked.get("sort") or ("relevance" if words else "newest"),
        since=describe.recent_since(now),
        found=finding.by_words(words) if words else None,
        signed_near=finding.signed_in(near) if near else None,
        **{name: asked.get(name, "") for name in schema.FILTERS},
    )


def _readable(action: str, context: Context, data_dict: DataDict, wanted: Any) -> Any:
    """The petition that was asked for, if this reader may see it."""
    asked = _valid(data_dict, wanted, context)
    petition = model.find(asked["process_no"])
    if petition is None:
        raise tk.ObjectNotFound(tk._("There is no such petition."))
    tk.check_access(action, context, asked)
    return petition


def _valid(data_dict: DataDict, wanted: Any, context: Context) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return data
