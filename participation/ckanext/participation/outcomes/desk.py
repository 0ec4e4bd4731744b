"""Pages on which officials of a body write decisions and commitments; they need no JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.answers import forms as answer_forms
from ckanext.egov.answers import obligations
from ckanext.participation.outcomes import forms, rules
from flask import Blueprint, Response

__all__ = ["participation_outcomes_desk"]

participation_outcomes_desk = Blueprint(
    "participation_outcomes_desk", __name__, url_prefix="/outcomes"
)
Reply = str | Response | tuple[str, int]
COLLISIONS = ("version", "newest_seen")
"""What a form carries of what the official was looking at."""


@participation_outcomes_desk.route("/<int:process_no>/decision", methods=["GET", "POST"])
def decision(process_no: int) -> Reply:
    """Write what was decided on a process."""
    outcome = _shown("outcome_show", process_no=process_no)
    if tk.request.method == "GET":
        new = {"texts": {}, "decided_on": obligations.today().isoformat()}
        typed = new | {"newest_seen": _newest(outcome, "decision")}
        return _opened("decision_create", outcome, typed)
    return _sent("decision_create", outcome, forms.decision(tk.request.form))


@participation_outcomes_desk.route("/<int:process_no>/commitment", methods=["GET", "POST"])
def commitment(process_no: int) -> Reply:
    """Promise something about a process."""
    outcome = _shown("outcome_show", process_no=process_no)
    if tk.request.method == "GET":
        new = {"texts": {}, "evidence": [], "status": rules.PLANNED, "body": outcome["body"]}
        typed = new | {"newest_seen": _newest(outcome, "commitment")}
        return _opened("commitment_create", outcome, typed)
    return _sent("commitment_create", outcome, forms.commitment(tk.request.form))


@participation_outcomes_desk.route("/commitment/<int:commitment_id>/edit", methods=["GET", "POST"])
def change(commitment_id: int) -> Reply:
    """Say how far a commitment is, or change it."""
    found = _shown("commitment_show", commitment_id=commitment_id)
    outcome = _shown("outcome_show", process_no=found["process_no"])
    if tk.request.method == "GET":
        return _opened("commitment_update", outcome, forms.of(found), found)
    return _sent("commitment_update", outcome, forms.commitment(tk.request.form), found)


def _opened(
    action: str, outcome: dict[str, Any], typed: dict[str, Any], found: dict[str, Any] | None = None
) -> Reply:
    """The form, for those who may use it."""
    try:
        tk.check_access(action, {}, _about(outcome, found))
    except tk.NotAuthorized as error:
        reason = str(error.message or "") or tk._("You may not do this.")
        return tk.render("outcomes/refused.html", {"reason": reason, "outcome": outcome}), 403
    return _form(action, outcome, typed, found)


def _sent(
    action: str, outcome: dict[str, Any], typed: dict[str, Any], found: dict[str, Any] | None = None
) -> Reply:
    """Publish what was typed, or give it back with what is wrong beside each field."""
    try:
        _call(action, **_about(outcome, found), **typed)
    except tk.NotAuthorized as error:
        reason = str(error.message or "") or tk._("You may not do this.")
        return _form(action, outcome, typed, found, refused=reason, status=403)
    except tk.ValidationError as error:
        return _sent_back(action, outcome, typed, found, error.error_dict)
    tk.h.flash_success(_DONE[action]())
    return tk.redirect_to("participation_outcomes.read", process_no=outcome["process_no"])


def _sent_back(
    action: str,
    outcome: dict[str, Any],
    typed: dict[str, Any],
    found: dict[str, Any] | None,
    errors: dict[str, Any],
) -> Reply:
    """The form with what was typed; after a collision it carries what is there now, shown above."""
    if not any(name in errors for name in COLLISIONS):
        return _form(action, outcome, typed, found, errors=errors, status=400)
    outcome = _shown("outcome_show", process_no=outcome["process_no"])
    if found:
        found = _shown("commitment_show", commitment_id=found["commitment_id"])
        seen = {"version": found["version"]}
    else:
        seen = {"newest_seen": _newest(outcome, action.removesuffix("_create"))}
    return _form(action, outcome, typed | seen, found, errors=errors, collided=True, status=409)


def _form(
    action: str,
    outcome: dict[str, Any],
    typed: Mapping[str, Any],
    found: dict[str, Any] | None = None,
    *,
    errors: Mapping[str, Any] | None = None,
    refused: str = "",
    collided: bool = False,
    status: int = 200,
) -> Reply:
    extra = {
        "outcome": outcome,
        "commitment": found,
        "typed": typed,
        "errors": errors or {},
        "refused": refused,
        "collided": collided,
        "languages": answer_forms.languages(),
        "rows": forms.rows(typed.get("evidence") or []),
        "statuses": rules.NEXT[found["stored_status"]] if found else rules.STATUSES,
        "longest": forms.LONGEST,
    }
    template = "decision" if action == "decision_create" else "commitment"
    return tk.render(f"outcomes/desk/{template}.html", extra), status


def _about(outcome: dict[str, Any], found: dict[str, Any] | None) -> dict[str, Any]:
    if found:
        return {"commitment_id": found["commitment_id"]}
    return {"process_no": outcome["process_no"]}


def _newest(outcome: dict[str, Any], kind: str) -> int:
    return max((row[f"{kind}_id"] for row in outcome[f"{kind}s"]), default=0)


def _shown(action: str, **data: int) -> dict[str, Any]:
    try:
        return _call(action, **data)
    except (tk.ObjectNotFound, tk.ValidationError):
        return tk.abort(404, tk._("There is nothing here."))


def _call(action: str, **data: Any) -> dict[str, Any]:
    return tk.get_action(action)({}, data)


_DONE: Mapping[str, Callable[[], str]] = {
    "decision_create": lambda: tk._("The decision is published."),
    "commitment_create": lambda: tk._("The commitment is published."),
    "commitment_update": lambda: tk._("The change is published."),
}
