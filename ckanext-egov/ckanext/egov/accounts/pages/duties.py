"""Appointing officials: a page for system administrators."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from flask import Blueprint

from ..duties import DUTIES

egov_duties = Blueprint("egov_duties", __name__, url_prefix="/account/duties")


@egov_duties.route("")
def index() -> Any:
    """List who has which duty."""
    return _page({})


@egov_duties.route("/grant", methods=["POST"])
def grant() -> Any:
    """Give a duty."""
    return _change("official_duty_grant", tk._("The duty was given."))


@egov_duties.route("/revoke", methods=["POST"])
def revoke() -> Any:
    """Take a duty."""
    return _change("official_duty_revoke", tk._("The duty was taken."))


def _change(action: str, done: str) -> Any:
    typed = {name: tk.request.form.get(name, "").strip() for name in ("user", "duty", "body")}
    try:
        tk.get_action(action)({}, dict(typed))
    except tk.ValidationError as error:
        return _page(typed, error.error_dict, 400)
    except tk.ObjectNotFound as error:
        return _page(typed, {"user": [str(error.message)]}, 404)
    except tk.NotAuthorized as error:
        return _page(typed, {"refused": [str(error.message or "")]}, 403)
    tk.h.flash_success(done)
    return tk.redirect_to("egov_duties.index")


def _page(typed: dict[str, str], errors: Any = None, status: int = 200) -> Any:
    try:
        rows = tk.get_action("official_duty_list")({}, {})
    except tk.NotAuthorized:
        return tk.render("accounts/duties_refused.html", {}), 403
    bodies = model.Session.query(model.Group).filter_by(is_organization=True, state="active")
    values = {
        "rows": rows,
        "duties": DUTIES,
        "bodies": bodies.order_by(model.Group.title).all(),
        "typed": typed,
        "errors": errors or {},
    }
    return tk.render("accounts/duties.html", values), status
