"""The moderators' desk: the queue and the case."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from .problems import Conflict
from .schema import PAGE, VIEWS

egov_moderation = Blueprint("egov_moderation", __name__)
Reply = str | Response | tuple[str, int]
LAST_PAGE = 100_000
DECISION = ("decision", "reason", "note")
"""The fields of the form; what is in them survives taking the case again."""


@egov_moderation.route("/moderation")
def queue() -> Reply:
    """What waits, the longest first."""
    view = tk.request.args.get("view", "all")
    page = _page_number()
    if view not in VIEWS or page is None:
        tk.abort(400, tk._("There is no such part of the queue."))
    asked = {"view": view, "limit": PAGE, "offset": (page - 1) * PAGE}
    try:
        found = tk.get_action("moderation_case_list")({}, asked)
    except tk.NotAuthorized as error:
        return _refused(error)
    pages = max(1, -(-found["counts"][view] // PAGE))
    return tk.render("moderation/queue.html", found | {"view": view, "page": page, "pages": pages})


@egov_moderation.route("/moderation/case/<int(max=999999999999999999):case_id>")
def case(case_id: int) -> Reply:
    """One case: its text, what can be done, what happened."""
    return _case_page(case_id)


@egov_moderation.route(
    "/moderation/case/<int(max=999999999999999999):case_id>/take", methods=["POST"]
)
def take(case_id: int) -> Reply:
    """Hold a case; what was typed before comes back."""
    force = tk.request.form.get("force") == "yes"
    done = _do("moderation_case_checkout", case_id, force=force)
    if done or any(tk.request.form.get(name) for name in DECISION):
        return done or _case_page(case_id)
    return tk.redirect_to("egov_moderation.case", case_id=case_id)


@egov_moderation.route(
    "/moderation/case/<int(max=999999999999999999):case_id>/release", methods=["POST"]
)
def release(case_id: int) -> Reply:
    """Give a case back."""
    return _do("moderation_case_release", case_id) or _to_queue(
        tk._("The case is back in the queue.")
    )


@egov_moderation.route(
    "/moderation/case/<int(max=999999999999999999):case_id>/decide", methods=["POST"]
)
def decide(case_id: int) -> Reply:
    """Decide; then the queue goes on."""
    given = {name: tk.request.form.get(name, "") for name in DECISION}
    done = _do("moderation_case_decide", case_id, **given)
    return done or _to_queue(tk._("Decided. The author is told."))


def _do(action: str, case_id: int, **data: Any) -> Reply | None:
    """Call an action; None when it worked, else the page that says why not."""
    try:
        tk.get_action(action)({}, {"id": case_id, **data})
    except tk.ObjectNotFound:
        tk.abort(404, tk._("There is no such case."))
    except tk.NotAuthorized as error:
        return _refused(error)
    except Conflict as error:
        model.Session.rollback()
        return _case_page(case_id, conflict=error, status=409)
    except tk.ValidationError as error:
        model.Session.rollback()
        return _case_page(case_id, errors=error.error_dict, status=400)
    return None


def _case_page(
    case_id: int, conflict: Conflict | None = None, errors: Any = None, status: int = 200
) -> Reply:
    try:
        found = tk.get_action("moderation_case_show")({}, {"id": case_id})
    except tk.NotAuthorized as error:
        return _refused(error)
    except tk.ObjectNotFound:
        tk.abort(404, tk._("There is no such case."))
    extra = {
        "case": found,
        "mine": found["held_by"] == tk.current_user.name,
        "conflict": conflict,
        "errors": errors or {},
        "typed": tk.request.form,
    }
    return tk.render("moderation/case.html", extra), status


def _to_queue(message: str) -> Response:
    tk.h.flash_success(message)
    return tk.redirect_to("egov_moderation.queue")


def _refused(error: tk.NotAuthorized) -> Reply:
    model.Session.rollback()
    if tk.current_user.is_anonymous:
        return tk.redirect_to("user.login", came_from=tk.h.url_for("egov_moderation.queue"))
    return tk.render("moderation/refused.html", {"message": error.message or str(error)}), 403


def _page_number() -> int | None:
    raw = tk.request.args.get("page", "1")
    is_number = raw.isascii() and raw.isdigit() and 1 <= int(raw[:9]) <= LAST_PAGE
    return int(raw[:9]) if is_number else None
