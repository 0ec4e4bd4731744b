"""Pages of pausing: the switches for moderators, and what people see instead of the first step."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk

from .. import messages
from ..desk.views import refused
from ..views.blueprint import Reply, petitions
from .rules import Switch

SERVICE_UNAVAILABLE = 503


@petitions.before_request
def say_that_creating_is_paused() -> Reply | None:
    """Let nobody begin what could not be sent; who has begun may go on typing."""
    if tk.request.endpoint != "petitions.new":
        return None
    pauses = {pause["what"]: pause for pause in _pauses()}
    if Switch.CREATING not in pauses:
        return None
    extra = {"pause": pauses[Switch.CREATING]}
    return tk.render("petitions/new/paused.html", extra), SERVICE_UNAVAILABLE


@petitions.route("/petitions/desk/pauses")
def pauses() -> Reply:
    """What is paused for all, with the switches."""
    return _page({})


@petitions.route("/petitions/desk/pauses", methods=["POST"])
def pause_changed() -> Reply:
    """Pause or resume."""
    form, language = tk.request.form, tk.h.egov_reader_language()
    given: dict[str, Any] = {"what": form.get("what", "")}
    action = "petition_resume"
    if form.get("step") == "pause":
        action = "petition_pause"
        reason = form.get("reason", "").strip()
        given |= {"reason": {language: reason} if reason else {}, "until": form.get("until", "")}
    try:
        tk.get_action(action)({}, given)
    except tk.NotAuthorized as error:
        return refused(error)
    except tk.ValidationError as error:
        core_model.Session.rollback()
        return _page(messages.of_errors(error), 400)
    tk.h.flash_success(tk._("Saved."))
    return tk.redirect_to("petitions.pauses")


def _page(errors: dict[str, str], status: int = 200) -> Reply:
    try:
        tk.check_access("petition_pause", {}, {})
    except tk.NotAuthorized as error:
        return refused(error)
    typed = {name: messages.showable(value) for name, value in tk.request.form.items()}
    extra = {
        "pauses": {pause["what"]: pause for pause in _pauses()},
        "errors": errors,
        "typed": typed if errors else {},
    }
    return tk.render("petitions/desk/pauses.html", extra), status


def _pauses() -> list[dict[str, Any]]:
    return tk.get_action("petition_pause_list")({}, {})
