"""Pages of bulk invalidation: write a query, see how many fit, start, watch, stop, bring back."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk

from ... import messages
from ...views.blueprint import Reply, petitions
from .. import query
from ..views import _call, _reasons, _refused
from .actions import STARTABLE, UNDOABLE, Conflict

FIELDS = ("title", "reason", *query.CRITERIA)
STEPS = ("start", "cancel", "undo")
RUNNING = ("queued", "running", "undoing")


@petitions.route("/petitions/fraud/invalidations")
def invalidations() -> Reply:
    """What was saved, the newest first."""
    try:
        found = _call("petition_invalidation_list")
    except tk.NotAuthorized as error:
        return _refused(error)
    return tk.render("petitions/fraud/invalidations.html", found)


@petitions.route("/petitions/fraud/invalidations/new")
def invalidation_new() -> Reply:
    """The form; criteria may stand in the address, as the desk's links have them."""
    typed = {name: tk.request.args.get(name, "") for name in ("process_no", "domain", "held")}
    try:
        tk.check_access("petition_invalidation_create", {}, {})
    except tk.NotAuthorized as error:
        return _refused(error)
    return _form(typed, {}, None)


@petitions.route("/petitions/fraud/invalidations/new", methods=["POST"])
def invalidation_saved() -> Reply:
    """Count what fits, or save the query."""
    typed = {name: tk.request.form.get(name, "") for name in FIELDS}
    given = {name: value for name, value in typed.items() if name in query.CRITERIA}
    try:
        if tk.request.form.get("step") == "save":
            made = _call("petition_invalidation_create", **typed)
            return tk.redirect_to("petitions.invalidation", number=made["invalidation_id"])
        return _form(typed, {}, _call("petition_invalidation_preview", **given))
    except tk.NotAuthorized as error:
        return _refused(error)
    except tk.ValidationError as error:
        core_model.Session.rollback()
        return _form(typed, messages.of_errors(error), None), 400


@petitions.route("/petitions/fraud/invalidations/<int(max=999999999999999999):number>")
def invalidation(number: int) -> Reply:
    """One of them: what fits now, how far it is, what can be done."""
    return _page(number, "")


@petitions.route(
    "/petitions/fraud/invalidations/<int(max=999999999999999999):number>", methods=["POST"]
)
def invalidation_step(number: int) -> Reply:
    """Start, stop or undo."""
    step = tk.request.form.get("step", "")
    if step not in STEPS:
        return tk.abort(400, tk._("There is no such step."))
    try:
        _call(f"petition_invalidation_{step}", invalidation_id=number)
    except tk.NotAuthorized as error:
        return _refused(error)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such saved query."))
    except Conflict as error:
        core_model.Session.rollback()
        return _page(number, messages.of_errors(error)["state"]), 409
    return tk.redirect_to("petitions.invalidation", number=number)


def _page(number: int, conflict: str) -> Any:
    try:
        found = _call("petition_invalidation_show", invalidation_id=number)
    except tk.NotAuthorized as error:
        return _refused(error)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such saved query."))
    extra = {
        "found": found,
        "fits": _fits(found),
        "conflict": conflict,
        "may_start": found["state"] in STARTABLE,
        "may_cancel": found["state"] in RUNNING,
        "may_undo": found["state"] in UNDOABLE and found["done"] > 0,
    }
    return tk.render("petitions/fraud/invalidation.html", extra)


def _fits(found: dict[str, Any]) -> dict[str, Any] | None:
    """What fits now; while it runs there is no use in counting."""
    if found["state"] in RUNNING or found["criteria"].get("forgotten"):
        return None
    given = {name: found["criteria"].get(name, "") for name in query.CRITERIA}
    return _call("petition_invalidation_preview", **given)


def _form(typed: dict[str, str], errors: dict[str, str], fits: Any) -> str:
    shown = {name: messages.showable(value) for name, value in typed.items()}
    extra = {
        "typed": shown,
        "errors": errors,
        "fits": fits,
        "reasons": _reasons(),
    }
    return tk.render("petitions/fraud/invalidation_new.html", extra)
