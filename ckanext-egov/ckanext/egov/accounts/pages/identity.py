"""Confirming who one is: choosing how, coming back, and being forgotten."""

from __future__ import annotations

import logging
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, redirect

from .. import flows, identity, providers, vault
from . import came_from

egov_identity = Blueprint("egov_identity", __name__, url_prefix="/identity")
log = logging.getLogger(__name__)

Reply = Any


@egov_identity.route("", strict_slashes=False)
def choose() -> Reply:
    """Show who is confirmed now, and the ways to confirm it."""
    return _choice()


@egov_identity.route("/start/<provider>")
def start(provider: str) -> Reply:
    """Send the person to a provider. A link, for it only leads away and changes nothing here."""
    try:
        # Back to this page in this language: the provider knows one address of ours for all.
        wanted = came_from(default=tk.url_for("egov_identity.choose"))
        return redirect(flows.begin(provider, wanted))
    except KeyError:
        return _choice(tk._("There is no such way to confirm who you are."), 404)
    except (providers.Unreachable, vault.Closed) as error:
        return _down(error)


@egov_identity.route("/callback/<provider>")
def callback(provider: str) -> Reply:
    """Take the person back in."""
    try:
        person, wanted = flows.finish(provider, tk.request.args)
        identity.remember(person)
    except flows.Lost:
        message = tk._("This attempt is over: it took too long or began in another browser.")
        return _choice(message, 410)
    except providers.NotConfirmed as error:
        log.warning("Identity provider %s did not confirm: %s", _known(provider), error)
        return _choice(tk._("Your identity was not confirmed there. You can try again."), 403)
    except (providers.Unreachable, vault.Closed) as error:
        return _down(error)
    return redirect(wanted)


@egov_identity.route("/forget", methods=["POST"])
def forget() -> Reply:
    """Forget who uses this browser."""
    try:
        identity.forget()
    except vault.Closed as error:
        return _down(error)
    tk.h.flash_success(tk._("We have forgotten who you are."))
    return tk.redirect_to("egov_identity.choose")


def _choice(message: str = "", status: int = 200) -> Reply:
    person = identity.current()
    values = {
        "person": person,
        "minutes": identity.minutes_left() if person else 0,
        "providers": providers.available(),
        "came_from": came_from(),
        "message": message,
    }
    return tk.render("accounts/identity.html", values), status


def _down(error: Exception) -> Reply:
    log.warning("Identities can't be confirmed now: %s %s", type(error).__name__, error)
    message = tk._("The service that confirms identities does not answer now. Try again later.")
    return _choice(message, 503)


def _known(name: str) -> str:
    """Only names of our own get into the log."""
    return name if name in providers.available() else "unknown"
