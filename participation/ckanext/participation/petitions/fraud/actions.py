"""API actions of the fraud desk: what is loud, what is held, which sources, how honest it was."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.participation.booth import acts

from .. import calling, lifecycle, model
from . import holds, integrity, schema, sources, trends
from .rules import Source

__all__ = [
    "petition_hold_decide",
    "petition_hold_list",
    "petition_integrity_show",
    "petition_source_create",
    "petition_source_delete",
    "petition_source_list",
    "petition_trend_list",
]


@tk.side_effect_free
def petition_trend_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List the networks or e-mail domains that ask for most signatures. For moderators.

    :param kind: `network` (default) or `domain`
    :param hours: how far back, at most 336 (optional, 24)
    :param process_no: only of this petition (optional)
    :param rows: how many, at most 500 (optional, 50)
    :returns: `results`, each with `process_no`, `source`, `asked`, `confirmed`, `share_confirmed`,
        `most_in_an_hour` and `last_hour`; numbers are at most half a minute old
    """
    wanted = schema.trend_list_schema()
    asked = calling.checked("petition_trend_list", context, data_dict, wanted)
    found = trends.top(asked["kind"], asked["hours"], asked.get("process_no"), asked["rows"])
    return {"kind": asked["kind"], "hours": asked["hours"], "results": found}


@tk.side_effect_free
def petition_hold_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List signatures that are held for an official to look at. For moderators.

    :param process_no: only of this petition (optional)
    :param rows: how many, at most 500 (optional, 50)
    :param start: how many to skip (optional, 0)
    :returns: `petitions` with how many are `held` of each; `results`, the longest held first, each
        with `act_id`, `reasons`, `held_at`, `name`, `domain`, `network`, `region` and `district`
    """
    asked = calling.checked("petition_hold_list", context, data_dict, schema.hold_list_schema())
    return {
        "petitions": holds.petitions(),
        "results": holds.page(asked.get("process_no"), asked["rows"], asked["start"]),
    }


def petition_hold_decide(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Release signatures that are held, or take them out of the count. For moderators.

    :param act_ids: which signatures, as `petition_hold_list` names them
    :param decision: `release` or `invalidate`
    :param reason: why they are taken out, a public code such as `one_source`
    :returns: `decided`, how many were still held
    """
    asked = calling.checked("petition_hold_decide", context, data_dict, schema.hold_decide_schema())
    by_process = _decide(asked, calling.official(context))
    for number, act_ids in sorted(by_process.items()):
        details = {"acts": act_ids, "decision": asked["decision"], "reason": asked.get("reason")}
        calling.note(context, "petition_hold_decide", "process", number, details)
    calling.commit(context)
    return {"decided": sum(map(len, by_process.values()))}


def _decide(asked: dict[str, Any], official: str) -> dict[int, list[int]]:
    if asked["decision"] == "release":
        return holds.decide(asked["act_ids"], holds.RELEASED, official)
    if not asked.get("reason"):
        raise tk.ValidationError({"reason": [tk._("Choose a reason from the list.")]})
    by_process = holds.decide(asked["act_ids"], holds.INVALIDATED, official)
    acts.change("invalidate", [one for ids in by_process.values() for one in ids], asked["reason"])
    return by_process


@tk.side_effect_free
def petition_source_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List the domains and networks that are trusted or not. For moderators.

    :returns: lines with `source_id`, `kind`, `pattern`, `verdict`, `note`, `created_by` and
        `created_at`
    """
    tk.check_access("petition_source_list", context, data_dict)
    return sources.rows()


def petition_source_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Trust a domain or network, or hold what comes from it. For moderators.

    A line of the same kind and pattern is replaced.

    :param kind: `domain` or `network`
    :param pattern: a domain with * and ?, or a network such as 203.0.113.0/24
    :param verdict: `allow` or `block`
    :param note: why, for other moderators (optional)
    :returns: `source_id`, and the `pattern` in its one form
    """
    wanted = schema.source_create_schema()
    asked = calling.checked("petition_source_create", context, data_dict, wanted)
    line = Source(asked["kind"], asked["pattern"], asked["verdict"])
    source_id = sources.add(line, asked["note"], calling.official(context))
    calling.note(context, "petition_source_create", "source", source_id, vars(line))
    calling.commit(context)
    return {"source_id": source_id, "pattern": line.pattern}


def petition_source_delete(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take a line off the lists of domains and networks. For moderators.

    :param source_id: number of the line
    :returns: the `kind` and `pattern` it had
    """
    wanted = schema.number_schema("source_id")
    asked = calling.checked("petition_source_delete", context, data_dict, wanted)
    removed = sources.remove(asked["source_id"])
    if removed is None:
        raise tk.ObjectNotFound(tk._("There is no such line."))
    calling.note(context, "petition_source_delete", "source", asked["source_id"], removed)
    calling.commit(context)
    return removed


@tk.side_effect_free
def petition_integrity_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show how the signatures of a petition came, and what became of them.

    :param process_no: number of the petition
    :returns: `count`, `by_state`, `sums` (asked, confirmed, withdraw, invalidate, restore),
        `share_confirmed`, `share_invalidated`, `reasons` with how often each was given, `by_hour`,
        and `held` by decision once the petition is closed
    """
    data, errors = tk.navl_validate(data_dict, schema.integrity_show_schema(), context)
    if errors:
        raise tk.ValidationError(errors)
    petition = model.find(data["process_no"])
    if petition is None:
        raise tk.ObjectNotFound(tk._("There is no such petition."))
    tk.check_access("petition_integrity_show", context, data)
    is_over = lifecycle.process(petition).state == "closed"
    return integrity.report(petition.process_no, is_over=is_over)
