"""API actions of bulk invalidation: a saved query is written, tried, started, stopped, undone."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.participation import counters

from ... import calling, lifecycle
from ... import model as petitions
from ... import rules as petition_rules
from .. import criteria, holds, invalidating, model, query, reasons, schema

__all__ = [
    "petition_invalidation_cancel",
    "petition_invalidation_create",
    "petition_invalidation_list",
    "petition_invalidation_preview",
    "petition_invalidation_show",
    "petition_invalidation_start",
    "petition_invalidation_undo",
]

MOMENTS = ("created_at", "started_at", "touched_at", "finished_at")
STARTABLE = ("draft", "cancelled", "done", "undone")
UNDOABLE = ("done", "cancelled")


class Conflict(tk.ValidationError):
    """It stands where this does not lead on; pages answer 409."""

    def __init__(self, message: str) -> None:
        super().__init__({"state": [message]})


@tk.side_effect_free
def petition_invalidation_preview(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Count the signatures that a query would take out. For moderators.

    All criteria that are given have to fit; at least one beside the petition is needed.

    :param process_no: number of a petition (optional)
    :param name: pattern of names with * and ? (optional)
    :param domain: pattern of e-mail domains (optional)
    :param region: SOATO code of a region (optional)
    :param district: SOATO code of a district (optional)
    :param network: a network of /24, /16, /48 or /32, as far back as traces are kept (optional)
    :param since: first moment (optional)
    :param until: the moment after the last one (optional)
    :param held: only what is held (optional, false)
    :returns: `matched`; `petitions`, each with `process_no`, `matched`, `left` that would remain
        and `threshold`
    """
    action = "petition_invalidation_preview"
    asked = calling.checked(action, context, data_dict, schema.criteria_schema())
    found = query.counts(_criteria(asked))
    return {
        "matched": sum(total for _, total in found),
        "petitions": [_left(number, total) for number, total in found],
    }


def petition_invalidation_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Save a query for taking signatures out; nothing is taken out yet. For moderators.

    :param title: what it is about, for other moderators
    :param reason: the public code of why, such as `one_source`
    :returns: the invalidation as `petition_invalidation_show` gives it

    Beside these, criteria as `petition_invalidation_preview` takes them.
    """
    action = "petition_invalidation_create"
    asked = calling.checked(action, context, data_dict, schema.invalidation_create_schema())
    made = model.Invalidation(
        title=asked["title"],
        reason=asked["reason"],
        criteria=criteria.stored(_criteria(asked)),
        created_by=calling.official(context),
    )
    return _save(context, action, made)


def petition_invalidation_start(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take out the signatures that fit a saved query now, or those that came since. For moderators.

    :param invalidation_id: number of the saved query
    :returns: the invalidation as `petition_invalidation_show` gives it
    """
    found = _found("petition_invalidation_start", context, data_dict)
    if found.state not in STARTABLE:
        raise Conflict(tk._("It is running."))
    if not criteria.is_whole(found.criteria):
        message = tk._("What was searched for is no longer known. Save a new query.")
        raise Conflict(message)
    invalidating.start(found, calling.official(context))
    shown = _save(context, "petition_invalidation_start", found, matched=found.matched)
    invalidating.enqueue(found.invalidation_id)
    return shown


def petition_invalidation_cancel(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Stop after the batch that is at work; what was taken out stays out. For moderators.

    :param invalidation_id: number of the saved query
    :returns: the invalidation as `petition_invalidation_show` gives it
    """
    found = _found("petition_invalidation_cancel", context, data_dict)
    if found.state not in ("queued", "running", "undoing"):
        raise Conflict(tk._("It is not running."))
    found.state, found.finished_at = "cancelled", petitions.now()
    return _save(context, "petition_invalidation_cancel", found, changed=found.done)


def petition_invalidation_undo(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Bring back what a saved query took out, with the public reason `mistake`. For moderators.

    :param invalidation_id: number of the saved query
    :returns: the invalidation as `petition_invalidation_show` gives it
    """
    found = _found("petition_invalidation_undo", context, data_dict)
    if found.state not in UNDOABLE:
        raise Conflict(tk._("There is nothing to bring back."))
    invalidating.undo(found, calling.official(context))
    shown = _save(context, "petition_invalidation_undo", found)
    invalidating.enqueue(found.invalidation_id)
    return shown


@tk.side_effect_free
def petition_invalidation_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show a saved query and how far taking signatures out is. For moderators.

    :param invalidation_id: number of the saved query
    :returns: `title`, `criteria`, `reason`, `state` (draft, queued, running, cancelled, done,
        undoing, undone), `matched`, `done`, who did what and when
    """
    return _shown(_found("petition_invalidation_show", context, data_dict, lock=False))


@tk.side_effect_free
def petition_invalidation_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List saved queries, the newest first. For moderators.

    :param rows: how many, at most 500 (optional, 50)
    :param start: how many to skip (optional, 0)
    :returns: `results`, each as `petition_invalidation_show` gives it
    """
    wanted = schema.invalidation_list_schema()
    asked = calling.checked("petition_invalidation_list", context, data_dict, wanted)
    found = model.newest(asked["rows"], asked["start"])
    return {"results": [_shown(each) for each in found]}


def _criteria(asked: dict[str, Any]) -> dict[str, Any]:
    """Not everything of a petition at once: that would be closing it, which is another act."""
    given = criteria.given(asked)
    if not set(given) - {"process_no"}:
        message = tk._("Say which signatures: a name, a domain, a place, a network or a time.")
        raise tk.ValidationError({"criteria": [message]})
    return given


def _found(action: str, context: Context, data_dict: DataDict, lock: bool = True) -> Any:
    asked = calling.checked(action, context, data_dict, schema.number_schema("invalidation_id"))
    found = model.find(asked["invalidation_id"], lock=lock)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such saved query."))
    return found


def _left(process_no: int, matched: int) -> dict[str, Any]:
    """What would remain, beside what the petition needs."""
    petition = petitions.find(process_no)
    counted = counters.read(process_no, petition_rules.SIGN).total
    terms = petition_rules.terms_of(lifecycle.process(petition).rules) if petition else None
    return {
        "process_no": process_no,
        "matched": matched,
        "left": max(0, counted - matched),
        "held": holds.undecided(process_no),
        "threshold": terms.threshold if terms else None,
    }


def _shown(found: Any) -> dict[str, Any]:
    moments = {name: getattr(found, name) for name in MOMENTS}
    plain = ("invalidation_id", "title", "reason", "state", "matched", "done", "created_by",
             "started_by")  # fmt: skip
    return {
        **{name: getattr(found, name) for name in plain},
        "reason_title": dict(reasons.title(found.reason)),
        "criteria": criteria.shown(found.criteria),
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
    }


def _save(context: Context, action: str, found: Any, **details: Any) -> dict[str, Any]:
    core_model.Session.add(found)
    core_model.Session.flush()
    core_model.Session.refresh(found)
    # Names and networks that are searched for stay out of a record that is kept for good.
    told = {"reason": found.reason, "criteria": sorted(found.criteria)} | details
    calling.note(context, action, "invalidation", found.invalidation_id, told)
    calling.commit(context)
    return _shown(found)
