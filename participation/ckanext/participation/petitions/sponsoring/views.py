"""Pages for supporters: the invitation leads to the petition and to a form like that of signing."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.accounts.limits import TooMany
from ckanext.participation.booth import notes

from .. import messages
from ..views.blueprint import Reply, petitions
from . import keeping

FIELDS = ("name", "address", "district", "wants_news", "withdraw")


@petitions.route("/petition/invitation")
def invitation() -> Reply:
    """Where the creator's link leads: what follows `#` is put into the field, or typed there."""
    return tk.render("petitions/sponsoring/invitation.html", {"error": "", "typed": ""})


@petitions.route("/petition/invitation", methods=["POST"])
def invited() -> Reply:
    """Keep the invitation in the session, so that it stands in no address."""
    typed = tk.request.form.get("code", "")
    try:
        found = tk.get_action("petition_invitation_show")({}, {"invitation": typed})
    except (tk.ObjectNotFound, tk.ValidationError):
        said = tk._("This is not an invitation. Copy all of its letters.")
        extra = {"error": said, "typed": messages.showable(typed[:40])}
        return tk.render("petitions/sponsoring/invitation.html", extra), 400
    keeping.enter(found["process_no"], typed)
    return tk.redirect_to("petitions.sponsor", process_no=found["process_no"])


@petitions.route("/petition/<int:process_no>/sponsor")
def sponsor(process_no: int) -> Reply:
    """The petition as those see it who were invited, with the form to join."""
    return _page(process_no, {}, {})


@petitions.route("/petition/<int:process_no>/sponsor", methods=["POST"])
def sponsored(process_no: int) -> Reply:
    """Ask to join, or to step back; the code from the e-mail is typed on the booth's page."""
    typed = {name: tk.request.form.get(name, "") for name in FIELDS}
    asked = {
        **typed,
        "invitation": keeping.of(process_no),
        "language": tk.h.egov_reader_language(),
        "wants_news": bool(typed["wants_news"]),
        "withdraw": bool(typed["withdraw"]),
    }
    try:
        sent = tk.get_action("petition_sponsor")({}, asked)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    except TooMany as limit:
        return _page(process_no, typed, {"form": messages.of_limit(limit)}), 429
    except tk.ValidationError as error:
        errors = messages.of_errors(error)
        if "invitation" in errors:
            return tk.redirect_to("petitions.invitation")
        return _page(process_no, typed, errors), 409 if "process" in errors else 400
    task = "withdraw" if asked["withdraw"] else "sponsor"
    return notes.write(tk.redirect_to("participation_booth.sent"), {**sent, "task": task})


def _page(process_no: int, typed: dict[str, str], errors: dict[str, str]) -> Any:
    held = keeping.of(process_no)
    try:
        found = tk.get_action("petition_invitation_show")({}, {"invitation": held})
    except (tk.ObjectNotFound, tk.ValidationError):
        return tk.redirect_to("petitions.invitation")
    extra = {
        "petition": found,
        "typed": {name: messages.showable(value) for name, value in typed.items()},
        "errors": errors,
    }
    return tk.render("petitions/sponsoring/sponsor.html", extra)
