"""Signing: one short form; the code from the e-mail is typed on the booth's page.

Taking a signature back is the same for every kind of process, so its page is the booth's.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import identity
from ckanext.egov.accounts.limits import TooMany
from ckanext.participation.booth import notes

from .. import messages, rules
from .blueprint import Reply, petitions
from .read import shown

FIELDS = ("name", "address", "region", "wants_news")


@petitions.route("/petition/<int:process_no>/sign")
def sign(process_no: int) -> Reply:
    """Name, e-mail address and region; or one button for somebody whose identity is known."""
    return _form(process_no, {}, {})


@petitions.route("/petition/<int:process_no>/sign", methods=["POST"])
def signed(process_no: int) -> Reply:
    """Ask for the signature. Who has signed before sees the same answer."""
    typed = {name: tk.request.form.get(name, "") for name in FIELDS}
    asked = _asked(process_no, typed, identity.current() if _by_identity() else None)
    missing = {
        name: messages.of_text("empty", 0)
        for name in ("name", "region")
        if not asked[name].strip() and not _by_identity()
    }
    if missing:
        return _form(process_no, typed, missing), 400
    try:
        sent = tk.get_action("act_request")({}, asked)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    except TooMany as limit:
        return _form(process_no, typed, {"form": messages.of_limit(limit)}), 429
    except tk.ValidationError as error:
        errors = messages.of_errors(error)
        return _form(process_no, typed, errors), 409 if "process" in errors else 400
    return notes.write(tk.redirect_to("participation_booth.sent"), {**sent, "task": "sign"})


@petitions.route("/petition/<int:process_no>/withdraw")
def withdraw(process_no: int) -> Reply:
    """Where a signature is taken back."""
    return tk.redirect_to("participation_booth.withdraw", process_no=process_no, feature=rules.SIGN)


def _by_identity() -> bool:
    return bool(tk.request.form.get("identity"))


def _asked(process_no: int, typed: dict[str, str], known: Any) -> dict[str, Any]:
    """The request as the booth takes it; what an identity provider knows need not be typed."""
    asked = {
        **typed,
        "process_no": process_no,
        "feature": rules.SIGN,
        "channel": "identity" if _by_identity() else "email",
        "language": tk.h.egov_reader_language(),
        "wants_news": bool(typed["wants_news"]),
    }
    return asked | {"name": known.name, "region": known.region} if known else asked


def _form(process_no: int, typed: dict[str, str], errors: dict[str, str]) -> str:
    """The form, or why nobody can sign now."""
    petition = shown(process_no)
    extra = {
        "petition": petition,
        "typed": {name: messages.showable(value) for name, value in typed.items()},
        "errors": errors,
        "identity": identity.current(),
        "is_open": petition["state"] == "open",
    }
    return tk.render("petitions/sign.html", extra)
