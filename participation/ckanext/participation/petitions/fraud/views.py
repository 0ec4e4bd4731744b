"""Pages of the fraud desk, and the report that everybody reads."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from flask import Response, jsonify

from .. import messages
from ..reading.found import shown
from ..reading.tables import write
from ..views.blueprint import Reply, petitions
from . import reasons, rules

KINDS = rules.KINDS
LOUDEST = 20
"""Sources of each kind on the page: who looks for more asks the API."""


@petitions.route("/petitions/fraud")
def fraud() -> Reply:
    """Which networks and domains ask most."""
    args = tk.request.args
    asked = {name: args.get(name, "") for name in ("hours", "process_no")}
    try:
        found = _loudest(asked)
    except tk.NotAuthorized as error:
        return _refused(error)
    except tk.ValidationError as error:
        extra = {"found": _loudest({}), "asked": asked, "errors": messages.of_errors(error)}
        return tk.render("petitions/fraud/trends.html", extra), 400
    extra = {"found": found, "asked": asked, "errors": {}}
    return tk.render("petitions/fraud/trends.html", extra)


def _loudest(asked: dict[str, str]) -> dict[str, Any]:
    return {kind: _call("petition_trend_list", **asked, kind=kind, rows=LOUDEST) for kind in KINDS}


@petitions.route("/petitions/fraud/held")
def held() -> Reply:
    """What is held, the longest first."""
    return _held({})


@petitions.route("/petitions/fraud/held", methods=["POST"])
def held_decided() -> Reply:
    """Release the chosen ones, or take them out."""
    form = tk.request.form
    given = {"act_ids": form.getlist("act_ids"), "decision": form.get("decision", "")}
    try:
        done = _call("petition_hold_decide", **given, reason=form.get("reason", ""))
    except tk.NotAuthorized as error:
        return _refused(error)
    except tk.ValidationError as error:
        core_model.Session.rollback()
        return _held(messages.of_errors(error)), 400
    _flash_number(done["decided"])
    return tk.redirect_to("petitions.held", process_no=form.get("process_no") or None)


def _held(errors: dict[str, str]) -> Any:
    number = tk.request.values.get("process_no", "")
    try:
        found = _call("petition_hold_list", process_no=number)
    except tk.NotAuthorized as error:
        return _refused(error)
    except tk.ValidationError:
        return tk.abort(404, tk._("There is no such petition."))
    extra = {
        "found": found,
        "process_no": number,
        "errors": errors,
        "reasons": _reasons(),
        "typed": tk.request.form,
    }
    return tk.render("petitions/fraud/held.html", extra)


@petitions.route("/petitions/fraud/sources")
def fraud_sources() -> Reply:
    """The lists of domains and networks."""
    return _sources({})


@petitions.route("/petitions/fraud/sources", methods=["POST"])
def fraud_source_added() -> Reply:
    """Put a line on the lists, or take one off."""
    form = tk.request.form
    fields = ("kind", "pattern", "verdict", "note")
    try:
        if form.get("source_id"):
            _call("petition_source_delete", source_id=form["source_id"])
        else:
            _call("petition_source_create", **{name: form.get(name, "") for name in fields})
    except tk.NotAuthorized as error:
        return _refused(error)
    except tk.ObjectNotFound:
        core_model.Session.rollback()
    except tk.ValidationError as error:
        core_model.Session.rollback()
        return _sources(messages.of_errors(error)), 400
    return tk.redirect_to("petitions.fraud_sources")


def _sources(errors: dict[str, str]) -> Any:
    try:
        found = _call("petition_source_list")
    except tk.NotAuthorized as error:
        return _refused(error)
    typed = {name: messages.showable(value) for name, value in tk.request.form.items()}
    extra = {"lines": found, "errors": errors, "typed": typed}
    return tk.render("petitions/fraud/sources.html", extra)


@petitions.route("/petition/<int:process_no>/integrity")
def integrity(process_no: int) -> Reply:
    """How honest the count is, hour by hour."""
    petition = shown(process_no)
    extra = {"petition": petition, "report": _report(process_no)}
    return tk.render("petitions/integrity.html", extra)


@petitions.route("/petition/<int:process_no>/integrity.json")
def integrity_json(process_no: int) -> Response:
    """The same as data."""
    return jsonify(_report(process_no))


@petitions.route("/petition/<int:process_no>/integrity.csv")
def integrity_csv(process_no: int) -> Response:
    """The hours as a table."""
    rows = [list(hour.values()) for hour in _report(process_no)["by_hour"]]
    header = ("hour", "asked", "confirmed", "withdraw", "invalidate", "restore")
    reply = Response(write(header, rows), mimetype="text/csv")
    name = f"integrity-{process_no}.csv"
    reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return reply


def _report(process_no: int) -> dict[str, Any]:
    try:
        return _call("petition_integrity_show", process_no=process_no)
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return tk.abort(404, tk._("There is no such petition."))


def _reasons() -> list[tuple[str, str]]:
    return [(code, tk.h.egov_text(reasons.title(code))) for code in reasons.for_invalidating()]


def _flash_number(number: int) -> None:
    said = tk.ungettext("{number} signature decided.", "{number} signatures decided.", number)
    tk.h.flash_success(said.format(number=tk.h.egov_number(number)))


def _call(action: str, **given: Any) -> Any:
    return tk.get_action(action)({}, given)


def _refused(error: tk.NotAuthorized) -> Reply:
    core_model.Session.rollback()
    if tk.current_user.is_anonymous:
        return tk.redirect_to("user.login", came_from=tk.request.full_path.rstrip("?"))
    reason = str(error.message or "") or tk._("You may not do this.")
    return tk.render("petitions/desk/refused.html", {"reason": reason}), 403
