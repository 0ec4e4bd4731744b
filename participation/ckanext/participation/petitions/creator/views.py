"""Pages of a creator: the link of an e-mail opens them, in this browser, for some hours."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import session

from .. import messages
from ..views.blueprint import Reply, petitions
from . import keeping

ASKED = "petition_creator_asked"


@petitions.route("/petition/<int:process_no>/mine")
def mine(process_no: int) -> Reply:
    """How the creator's petition stands, what to hand to supporters, and updates."""
    return _page(process_no, {}, {})


@petitions.route("/petition/<int:process_no>/mine", methods=["POST"])
def enter(process_no: int) -> Reply:
    """Ask for the link, or come in with what it brought: the token or the code."""
    if "email" in tk.request.form:
        return _ask(process_no)
    typed = tk.request.form.get("code", "").strip()
    given: dict[str, Any] = {"process_no": process_no}
    asked = session.get(ASKED) or {}
    if len(typed) > 8 or asked.get("process_no") != process_no:
        given["token"] = typed or "-"
    else:
        given |= {"confirmation_id": asked["confirmation_id"], "code": typed}
    try:
        done = tk.get_action("petition_creator_enter")({}, given)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    except tk.ValidationError as error:
        return _door(process_no, {"code": messages.of_errors(error).get("code", "")}), 400
    keeping.enter(process_no, done["pass"])
    return tk.redirect_to("petitions.mine", process_no=process_no)


@petitions.route("/petition/<int:process_no>/mine/update", methods=["POST"])
def tell(process_no: int) -> Reply:
    """Send an update to the moderators."""
    typed = {name: tk.request.form.get(name, "") for name in ("title", "text")}
    asked = {**typed, "process_no": process_no, "pass": keeping.of(process_no)}
    try:
        tk.get_action("petition_update_create")({}, asked)
    except tk.NotAuthorized:
        return _door(process_no, {}), 403
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    except tk.ValidationError as error:
        errors = messages.of_errors(error)
        return _page(process_no, typed, errors), 409 if "process" in errors else 400
    return tk.redirect_to("petitions.mine", process_no=process_no, _anchor="updates")


def _ask(process_no: int) -> Reply:
    typed = tk.request.form["email"]
    asked = {"process_no": process_no, "email": typed}
    try:
        sent = tk.get_action("petition_creator_ask")({}, asked)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    except tk.ValidationError as error:
        return _door(process_no, messages.of_errors(error), messages.showable(typed)), 400
    session[ASKED] = {"process_no": process_no, **sent}
    return _door(process_no, {}, is_sent=True)


def _page(process_no: int, typed: dict[str, str], errors: dict[str, str]) -> str:
    asked = {"process_no": process_no, "pass": keeping.of(process_no)}
    try:
        petition = tk.get_action("petition_creator_show")({}, asked)
    except tk.NotAuthorized:
        return _door(process_no, {})
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    kept = {name: messages.showable(value) for name, value in typed.items()}
    extra = {"petition": petition, "typed": kept, "errors": errors}
    return tk.render("petitions/creator/mine.html", extra)


def _door(process_no: int, errors: dict[str, str], email: str = "", is_sent: bool = False) -> str:
    extra = {"process_no": process_no, "errors": errors, "email": email, "is_sent": is_sent}
    return tk.render("petitions/creator/door.html", extra)
