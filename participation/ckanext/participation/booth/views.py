"""The pages around acting: where codes are typed, and the frame the booth puts its answers in."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import identity
from ckanext.egov.accounts import words as account_words
from ckanext.egov.accounts.limits import TooMany
from ckanext.participation.booth import checking, marks, notes
from ckanext.participation.process import continuing
from ckanext.participation.process.rules import WITHDRAW
from flask import Blueprint, Response, make_response

participation_booth = Blueprint("participation_booth", __name__)
Reply = str | Response | tuple[Any, int]
FIELDS = ("feature", "address", "name", "channel", "receipt")
"""What is typed to take an act back."""


@participation_booth.route("/participate/confirm")
def confirm() -> str:
    """Where the link in the letter leads: a button. Looking at it confirms nothing."""
    return tk.render("participation_booth/confirm.html", {})


@participation_booth.route("/participate/sent")
def sent() -> str:
    """Where the code from the letter is typed."""
    return tk.render("participation_booth/sent.html", {"sent": notes.read() or {}})


@participation_booth.route("/participate/frame")
def frame() -> Response:
    """The portal's page with marks in it, which the booth fetches."""
    extra = {"title_mark": marks.TITLE, "content_mark": marks.CONTENT}
    reply = make_response(tk.render("participation_booth/frame.html", extra))
    reply.headers["X-Robots-Tag"] = "noindex"
    return reply


@participation_booth.route("/participate/<int:process_no>/withdraw")
def withdraw(process_no: int) -> Reply:
    """Where anybody takes their own act back."""
    own = continuing.page_for_invited(process_no)
    if own:
        return tk.redirect_to(own)
    feature = tk.request.args.get("feature", "")
    return _withdraw_form(process_no, {"feature": feature}, {})


@participation_booth.route("/participate/<int:process_no>/withdraw", methods=["POST"])
def withdrawn(process_no: int) -> Reply:
    """Ask for a withdrawal. An address that never acted sees the same answer."""
    typed = {name: tk.request.form.get(name, "").replace("\x00", "") for name in FIELDS}
    asked = {
        **typed,
        "process_no": process_no,
        "feature": f"{WITHDRAW}{typed['feature']}",
        "channel": typed["channel"] or "email",
        "language": tk.h.egov_reader_language(),
    }
    try:
        found = tk.get_action("act_request")({}, asked)
    except TooMany as limit:
        return _withdraw_form(
            process_no, typed, {"form": account_words.wait(limit.retry_after)}
        ), 429
    except tk.ValidationError as error:
        errors = {name: _sentence(said) for name, said in error.error_dict.items()}
        status = 409 if "process" in errors else 400
        return _withdraw_form(process_no, typed, errors), status
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such process"))
    reply = tk.redirect_to("participation_booth.sent")
    return notes.write(reply, {**found, "task": "withdraw"})


def _sentence(said: Any) -> str:
    return said if isinstance(said, str) else " ".join(map(str, said))


def _withdraw_form(process_no: int, typed: dict[str, str], errors: dict[str, str]) -> str:
    try:
        process = tk.get_action("process_show")({}, {"process_no": process_no})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return tk.abort(404, tk._("There is no such process"))
    if not checking.is_feature(typed["feature"]):
        return tk.abort(404, tk._("There is nothing to take back here"))
    extra = {
        "process": process,
        "typed": typed,
        "errors": errors,
        "identity": identity.current(),
    }
    return tk.render("participation_booth/withdraw.html", extra)
