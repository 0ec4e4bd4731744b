"""Confirming a phone by a code in an SMS."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.egov import notifications
from flask import Blueprint, Response, after_this_request

from .. import canonical, config, confirmations, identity, limits, network, vault, words
from ..levels import Level
from . import came_from

egov_phone = Blueprint("egov_phone", __name__, url_prefix="/identity/phone")
COOKIE = "egov_phone"
SECONDS = 10 * 60
PURPOSE = "phone"
_KIND = "phone"


@egov_phone.route("")
def ask() -> Any:
    """Ask for the number."""
    return _ask_page()


@egov_phone.route("", methods=["POST"])
def send() -> Any:
    """Send a code to the number."""
    typed = tk.request.form.get("phone", "")[:100]
    try:
        number = canonical.phone(typed, config.phone_country(), config.phone_national_length())
        issued = confirmations.create(
            PURPOSE, "phone", number, Level.PHONE, network.client_network(tk.request)
        )
        _keep({"id": issued.confirmation_id, "phone": number, "came_from": came_from()})
    except ValueError as error:
        return _ask_page(words.about(str(error)), typed, 400)
    except limits.TooMany as many:
        model.Session.rollback()
        message = tk._("This number or this network was sent many codes.")
        return _ask_page(f"{message} {words.wait(many.retry_after)}", typed, 429, many.retry_after)
    except vault.Closed:
        model.Session.rollback()
        return _ask_page(tk._("Codes can't be sent now. Try again in a minute."), typed, 503)
    to = notifications.Recipient("phone", number, tk.h.lang())
    key = f"phone-code:{issued.confirmation_id}"
    notifications.queue("phone_code", to, {}, key=key, secrets={"code": issued.code})
    model.Session.commit()
    return tk.redirect_to("egov_phone.code")


@egov_phone.route("/code")
def code() -> Any:
    """Ask for the code."""
    return _code_page()


@egov_phone.route("/code", methods=["POST"])
def confirm() -> Any:
    """Take the code."""
    kept = _kept()
    if not kept:
        return _ask_page(tk._("This code is too old. Ask for a new one."), "", 410)
    typed = tk.request.form.get("code", "")
    try:
        confirmations.use(confirmation_id=kept["id"], code=typed, purpose=PURPOSE)
        identity.remember(identity.Identity(level=Level.PHONE, phone=kept["phone"]))
    except confirmations.Wrong as wrong:
        return _wrong(wrong.tries_left, kept["phone"])
    except confirmations.Refused:
        message = tk._("This code is too old or was used before. Ask for a new one.")
        return _ask_page(message, kept["phone"], 410)
    except vault.Closed:
        model.Session.rollback()
        return _code_page(tk._("This can't be noted now. Try again in a minute."), 503)
    model.Session.commit()
    return tk.redirect_to(kept["came_from"] or tk.url_for("egov_identity.choose"))


def _wrong(tries_left: int, phone: str) -> Any:
    if not tries_left:
        return _ask_page(tk._("Five wrong codes. Ask for a new one."), phone, 429)
    message = tk.ungettext(
        "This is not the code. You have {number} try left.",
        "This is not the code. You have {number} tries left.",
        tries_left,
    ).format(number=tries_left)
    return _code_page(message, 400)


def _ask_page(message: str = "", typed: str = "", status: int = 200, wait: int = 0) -> Any:
    values = {"message": message, "typed": typed, "came_from": came_from()}
    headers = {"Retry-After": str(wait)} if wait else {}
    return tk.render("accounts/phone.html", values), status, headers


def _code_page(message: str = "", status: int = 200) -> Any:
    kept = _kept()
    if not kept:
        return _ask_page(tk._("Type your number to get a code."), "", 410)
    values = {"message": message, "phone": canonical.masked_phone(kept["phone"])}
    return tk.render("accounts/phone_code.html", values), status


def _keep(value: dict[str, str]) -> None:
    ticket = vault.put(_KIND, value, SECONDS)

    def keep(response: Response) -> Response:
        options = identity.cookie_options()
        response.set_cookie(COOKIE, ticket, max_age=SECONDS, **options)
        return response

    after_this_request(keep)


def _kept() -> dict[str, Any] | None:
    try:
        ticket = tk.request.cookies.get(COOKIE, "")
        return vault.read(_KIND, ticket) if ticket else None
    except vault.Closed:
        return None
