"""The page on which moderators set a petition aside or end it."""

from __future__ import annotations

import ckan.model as core_model
import ckan.plugins.toolkit as tk

from .. import messages, rules
from ..reading.found import shown
from ..rules import State, Step
from ..views.blueprint import Reply, petitions
from . import endings

ACTIONS = {
    "flag": Step.FLAG,
    "shelve": Step.SHELVE,
    "restore": Step.RESTORE,
    "stop": Step.STOP,
    "remove": Step.REMOVE,
}
"""What a form asks for, each an action `petition_…`."""


@petitions.route("/petition/<int:process_no>/officials")
def officials(process_no: int) -> Reply:
    """What can be done to this petition now."""
    return _page(process_no, "")


@petitions.route(
    "/petition/<int:process_no>/officials/<any(flag, shelve, restore, stop, remove):what>",
    methods=["POST"],
)
def end(process_no: int, what: str) -> Reply:
    """Do one of it."""
    asked = {"process_no": process_no, "reason": tk.request.form.get("reason", "")}
    try:
        tk.get_action(f"petition_{what}")({}, asked)
    except tk.NotAuthorized as error:
        return _refused(process_no, error)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    except tk.ValidationError as error:
        errors = messages.of_errors(error)
        status = 409 if "process" in errors else 400
        return _page(process_no, " ".join(errors.values()), status)
    return tk.redirect_to("petitions.read", process_no=process_no)


def _page(process_no: int, error: str, status: int = 200) -> Reply:
    try:
        tk.check_access("petition_flag", {}, {"process_no": process_no})
    except tk.NotAuthorized as refused:
        return _refused(process_no, refused)
    petition = shown(process_no)
    possible = rules.STEPS[State(petition["state"])]
    extra = {
        "petition": petition,
        "error": error,
        "steps": [name for name, step in ACTIONS.items() if step in possible],
        "reasons": {step: endings.choices(ACTIONS[step]) for step in ("stop", "remove")},
    }
    return tk.render("petitions/ending/officials.html", extra), status


def _refused(process_no: int, error: tk.NotAuthorized) -> Reply:
    core_model.Session.rollback()
    if tk.current_user.is_anonymous:
        here = tk.h.url_for("petitions.officials", process_no=process_no)
        return tk.redirect_to("user.login", came_from=here)
    reason = str(error.message or "") or tk._("You may not do this.")
    return tk.render("petitions/desk/refused.html", {"reason": reason}), 403
