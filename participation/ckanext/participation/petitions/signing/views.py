"""Signing: one short form; the code from the e-mail is typed on the booth's page.

Somebody whose identity is known signs with one tap: the form brings a token of its own, the request
is stored under it, and the browser sends the same form on to the booth (status 307).

Taking a signature back is the same for every kind of process, so its page is the booth's.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import identity, secrets
from ckanext.egov.accounts.limits import TooMany
from ckanext.participation.booth import notes
from flask import Response

from .. import messages, rules
from ..reading.found import shown
from ..views.blueprint import Reply, petitions

FIELDS = ("name", "address", "district", "wants_news")
BOOTH = "/booth/act"
SEND_AGAIN = 307
"""The browser repeats the form at the other address."""


@petitions.route("/petition/<int:process_no>/sign")
def sign(process_no: int) -> Reply:
    """Name, e-mail address and district; or one button for somebody whose identity is known."""
    return _form(process_no, {}, {})


@petitions.route("/petition/<int:process_no>/sign", methods=["POST"])
def signed(process_no: int) -> Reply:
    """Ask for the signature. Who has signed before sees the same answer."""
    typed = {name: tk.request.form.get(name, "") for name in FIELDS}
    try:
        sent = tk.get_action("act_request")({}, _asked(process_no, typed))
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    except TooMany as limit:
        return _form(process_no, typed, {"form": messages.of_limit(limit)}), 429
    except tk.ValidationError as error:
        errors = messages.of_errors(error)
        return _form(process_no, typed, errors), 409 if "process" in errors else 400
    if _token():
        return Response(status=SEND_AGAIN, headers={"Location": BOOTH})
    return notes.write(tk.redirect_to("participation_booth.sent"), {**sent, "task": "sign"})


@petitions.route("/petition/<int:process_no>/withdraw")
def withdraw(process_no: int) -> Reply:
    """Where a signature is taken back."""
    return tk.redirect_to("participation_booth.withdraw", process_no=process_no, feature=rules.SIGN)


def _by_identity() -> bool:
    return bool(tk.request.form.get("identity"))


def _token() -> str:
    """The token of the one-tap form; none from who signs by e-mail."""
    return tk.request.form.get("token", "") if _by_identity() else ""


def _asked(process_no: int, typed: dict[str, str]) -> dict[str, Any]:
    """The request as the booth takes it."""
    return {
        **typed,
        "process_no": process_no,
        "feature": rules.SIGN,
        "channel": "identity" if _by_identity() else "email",
        "language": tk.h.egov_reader_language(),
        "wants_news": bool(typed["wants_news"]),
        "token": _token(),
    }


def _form(process_no: int, typed: dict[str, str], errors: dict[str, str]) -> str:
    """The form, or why nobody can sign now."""
    petition = shown(process_no)
    known = identity.current()
    extra = {
        "petition": petition,
        "typed": {name: messages.showable(value) for name, value in typed.items()},
        "errors": errors,
        "identity": known,
        "token": secrets.new_token() if known else "",
        "is_open": petition["state"] == "open",
    }
    return tk.render("petitions/sign.html", extra)
