"""The author's pages: appeal against a decision, and confirm that one is the author."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import network
from flask import Blueprint, make_response

from .problems import Conflict, Gone, TooOften
from .views import Reply

egov_moderation_appeals = Blueprint("egov_moderation_appeals", __name__)


@egov_moderation_appeals.route(
    "/moderation/appeal/<int(max=999999999999999999):case_id>", methods=["GET", "POST"]
)
def ask(case_id: int) -> Any:
    """Say why a decision is wrong; a code goes to the author's mailbox."""
    if tk.request.method == "GET":
        return _ask_page(case_id)
    given = {name: tk.request.form.get(name, "") for name in ("email", "text")}
    given["network"] = network.client_network(tk.request)
    try:
        asked = tk.get_action("moderation_appeal")({}, {"id": case_id, **given})
    except tk.ObjectNotFound:
        tk.abort(404, tk._("There is no such case."))
    except tk.ValidationError as error:
        return _problem(error, lambda **more: _ask_page(case_id, **more))
    return tk.render("moderation/appeal_confirm.html", asked | {"errors": {}, "sent": True})


@egov_moderation_appeals.route("/moderation/appeal/confirm", methods=["GET", "POST"])
def confirm() -> Any:
    """The page of the message's link. A press of the button confirms, opening it does not."""
    if tk.request.method == "GET":
        return _confirm_page()
    given = {name: tk.request.form.get(name, "") for name in ("token", "confirmation_id", "code")}
    try:
        done = tk.get_action("moderation_appeal_confirm")({}, given)
    except tk.ValidationError as error:
        return _problem(error, _confirm_page)
    return tk.render("moderation/appeal_done.html", done)


def _ask_page(case_id: int, **more: Any) -> str:
    extra = {"case_id": case_id, "typed": tk.request.form, "errors": {}, "over": ""} | more
    return tk.render("moderation/appeal.html", extra)


def _confirm_page(**more: Any) -> str:
    identifier = tk.request.form.get("confirmation_id", "")
    extra = {"confirmation_id": identifier, "errors": {}, "over": "", "sent": False} | more
    return tk.render("moderation/appeal_confirm.html", extra)


def _problem(error: tk.ValidationError, page: Any) -> Reply | Any:
    """The form again with what was typed, and the status that tells programs what is wrong."""
    model.Session.rollback()
    status = getattr(error, "status", 400)
    over = "; ".join(str(text) for text in error.error_summary.values())
    is_field = not isinstance(error, Conflict | Gone | TooOften)
    shown = page(errors=error.error_dict if is_field else {}, over="" if is_field else over)
    response = make_response(shown, status)
    if isinstance(error, TooOften):
        response.headers["Retry-After"] = str(error.retry_after)
    return response
