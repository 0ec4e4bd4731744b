"""Signing and withdrawing: one short form, then the code from the e-mail.

Both ask the booth for an act (`act_request`); the confirming page belongs to the booth.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import identity
from ckanext.egov.accounts.limits import TooMany

from .. import messages, rules
from .blueprint import Reply, petitions
from .read import shown

WITHDRAW = f"withdraw:{rules.SIGN}"


@petitions.route("/<int:process_no>/sign")
def sign(process_no: int) -> Reply:
    """Name, e-mail address and region; or one button for somebody whose identity is known."""
    return _form("sign", process_no, {}, {})


@petitions.route("/<int:process_no>/sign", methods=["POST"])
def signed(process_no: int) -> Reply:
    """Ask for the signature. Who has signed before sees the same answer."""
    return _ask("sign", process_no, rules.SIGN, ("name", "address", "region", "wants_news"))


@petitions.route("/<int:process_no>/withdraw")
def withdraw(process_no: int) -> Reply:
    """Where a signature is taken back: by the address it was made with."""
    return _form("withdraw", process_no, {}, {})


@petitions.route("/<int:process_no>/withdraw", methods=["POST"])
def withdrawn(process_no: int) -> Reply:
    """Ask for the withdrawal. An address that has not signed sees the same answer."""
    return _ask("withdraw", process_no, WITHDRAW, ("address",))


def _ask(page: str, process_no: int, feature: str, fields: tuple[str, ...]) -> Reply:
    form = tk.request.form
    typed = {name: form.get(name, "") for name in fields}
    asked: dict[str, Any] = {
        **typed,
        "process_no": process_no,
        "feature": feature,
        "channel": "identity" if form.get("identity") else "email",
        "language": tk.h.egov_reader_language(),
    }
    if "wants_news" in fields:
        asked["wants_news"] = bool(typed["wants_news"])
    try:
        sent = tk.get_action("act_request")({}, asked)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    except TooMany as limit:
        return _form(page, process_no, typed, {"form": messages.of_limit(limit)}), 429
    except tk.ValidationError as error:
        errors = {name: " ".join(_words(said)) for name, said in error.error_dict.items()}
        status = 409 if "process" in error.error_dict else 400
        return _form(page, process_no, typed, errors), status
    petition = shown(process_no)
    return tk.render(f"petitions/{page}_code.html", {"petition": petition, "sent": sent})


def _words(said: Any) -> list[str]:
    return [said] if isinstance(said, str) else [str(item) for item in said]


def _form(page: str, process_no: int, typed: dict[str, str], errors: dict[str, str]) -> Any:
    """The form, or why nobody can sign now."""
    petition = shown(process_no)
    extra = {
        "petition": petition,
        "typed": typed,
        "errors": errors,
        "identity": identity.current(),
        "is_open": petition["state"] == "open",
    }
    return tk.render(f"petitions/{page}.html", extra)
