"""The second factor of officials: setting it up, showing it, and the day the phone is lost."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import segno
from ckanext.egov import audit
from flask import Blueprint

from .. import duties, limits, second_factor, secrets, sessions
from . import came_from

egov_second_factor = Blueprint("egov_second_factor", __name__, url_prefix="/account/second-factor")


@egov_second_factor.before_request
def only_people_with_an_account() -> Any:
    """Others are asked to log in first."""
    if not tk.current_user.is_authenticated:
        return tk.redirect_to("user.login", came_from=tk.request.path)
    if tk.g.get("login_via_auth_header"):
        tk.abort(403, tk._("This page is for people, not for programs."))
    return None


@egov_second_factor.route("")
def ask() -> Any:
    """Ask for a code; who has no second factor yet is led to setting it up."""
    if not second_factor.is_enrolled(tk.current_user.id):
        return tk.redirect_to("egov_second_factor.enrol", came_from=came_from() or None)
    return _ask_page()


@egov_second_factor.route("", methods=["POST"])
def show() -> Any:
    """Take a code, or a recovery code."""
    user_id, typed = tk.current_user.id, tk.request.form.get("code", "")
    try:
        if secrets.normalise_code(typed):
            shown = second_factor.is_enrolled(user_id) and second_factor.check(user_id, typed)
        else:
            shown = second_factor.use_recovery_code(user_id, typed)
    except limits.TooMany as many:
        return _ask_page(second_factor.too_many(many), 429, many.retry_after)
    if not shown:
        return _ask_page(tk._("This is not a code of yours, or it was used before."), 400)
    _note()
    tk.h.flash_success(tk._("The second factor is confirmed for this session."))
    return tk.redirect_to(came_from() or tk.url_for("user.me"))


@egov_second_factor.route("/enrol")
def enrol() -> Any:
    """Show the secret as a picture and as letters."""
    if second_factor.is_enrolled(tk.current_user.id):
        return tk.render("accounts/second_factor_done.html", {"left": _left(), "codes": []})
    return _enrol_page()


@egov_second_factor.route("/enrol", methods=["POST"])
def finish_enrolling() -> Any:
    """Take the first code and show the recovery codes, once."""
    user = tk.current_user
    if second_factor.is_enrolled(user.id):
        return tk.redirect_to("egov_second_factor.enrol")
    try:
        codes = second_factor.confirm(user.id, tk.request.form.get("code", ""))
    except limits.TooMany as many:
        return _enrol_page(second_factor.too_many(many), 429, many.retry_after)
    if not codes:
        message = tk._("This is not the code. Check that the clock of your phone is right.")
        return _enrol_page(message, 400)
    _audit("second_factor_enrol")
    _note()
    values = {"codes": codes, "left": len(codes), "came_from": came_from()}
    return tk.render("accounts/second_factor_done.html", values)


@egov_second_factor.route("/recovery", methods=["POST"])
def new_recovery_codes() -> Any:
    """Make new recovery codes; the earlier ones stop working."""
    if not second_factor.is_shown():
        here = tk.url_for("egov_second_factor.enrol")
        return tk.redirect_to("egov_second_factor.ask", came_from=here)
    codes = second_factor.new_recovery_codes(tk.current_user.id)
    _audit("second_factor_new_recovery_codes")
    values = {"codes": codes, "left": len(codes), "came_from": ""}
    return tk.render("accounts/second_factor_done.html", values)


def _ask_page(message: str = "", status: int = 200, wait: int = 0) -> Any:
    values = {"message": message, "came_from": came_from(), "left": _left()}
    headers = {"Retry-After": str(wait)} if wait else {}
    return tk.render("accounts/second_factor.html", values), status, headers


def _enrol_page(message: str = "", status: int = 200, wait: int = 0) -> Any:
    user = tk.current_user
    secret = second_factor.begin(user.id)
    picture = segno.make(second_factor.address(user.name, secret), error="m")
    values = {
        "message": message,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "picture": picture.svg_data_uri(scale=5, border=4, light="white"),
        "is_official": duties.is_official(user),
        "came_from": came_from(),
    }
    headers = {"Retry-After": str(wait)} if wait else {}
    return tk.render("accounts/second_factor_enrol.html", values), status, headers


def _note() -> None:
    if mine := sessions.current_hash():
        sessions.note_second_factor(mine)


def _left() -> int:
    return second_factor.recovery_codes_left(tk.current_user.id)


def _audit(action: str) -> None:
    audit.record(tk.current_user.name, action, "user", tk.current_user.name)
    model.Session.commit()
