"""The pages of the officials' desk: what waits, and the file of one petition."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk

from .. import messages
from ..views.blueprint import Reply, petitions
from .schema import PAGE

FILTERS = ("work", "urgency", "held", "tag", "body")
LAST_PAGE = 100_000


@petitions.route("/petitions/desk")
def desk() -> Reply:
    """What waits for the official who looks, what is due first in front."""
    asked = {name: tk.request.args.get(name, "") for name in FILTERS}
    page = _page_number()
    try:
        found = _call("petition_desk_list", **asked, rows=PAGE, start=(page - 1) * PAGE)
    except tk.NotAuthorized as error:
        return refused(error)
    except tk.ValidationError:
        return tk.abort(400, tk._("There is no such part of the desk."))
    extra = {
        "found": found,
        "asked": asked,
        "filters": {name: value for name, value in asked.items() if value},
        "page": page,
        "pages": max(1, -(-found["count"] // PAGE)),
        "tags": _tags(),
    }
    return tk.render("petitions/desk/index.html", extra)


@petitions.route("/petition/<int:process_no>/desk")
def desk_file(process_no: int) -> Reply:
    """The file of one petition, for officials."""
    return file_page(process_no)


@petitions.route("/petition/<int:process_no>/desk/note", methods=["POST"])
def desk_note(process_no: int) -> Reply:
    """Write a note."""
    return done(process_no, "petition_note_create", text=tk.request.form.get("text", ""))


@petitions.route("/petition/<int:process_no>/desk/tags", methods=["POST"])
def desk_tags(process_no: int) -> Reply:
    """Put exactly the chosen tags on it."""
    return done(process_no, "petition_tag_update", codes=tk.request.form.getlist("codes"))


def done(process_no: int, action: str, said: str = "", **given: Any) -> Reply:
    """Do what a form of the file asks; then the file again, with what is wrong if it failed."""
    try:
        _call(action, process_no=process_no, **given)
    except tk.NotAuthorized as error:
        return refused(error)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such petition."))
    except tk.ValidationError as error:
        core_model.Session.rollback()
        errors = messages.of_errors(error)
        return file_page(process_no, {action: errors}), 409 if "process" in errors else 400
    tk.h.flash_success(said or tk._("Saved."))
    return tk.redirect_to("petitions.desk_file", process_no=process_no)


def file_page(process_no: int, errors: dict[str, dict[str, str]] | None = None) -> Any:
    """The file; `errors` says by action what was wrong with what was typed into its form."""
    try:
        found = _call("petition_desk_show", process_no=process_no)
    except tk.NotAuthorized as error:
        return refused(error)
    except (tk.ObjectNotFound, tk.ValidationError):
        return tk.abort(404, tk._("There is no such petition."))
    typed = {name: messages.showable(value) for name, value in tk.request.form.items()}
    extra = {"file": found, "errors": errors or {}, "typed": typed if errors else {}}
    return tk.render("petitions/desk/file.html", extra | {"tags": _tags()})


def refused(error: tk.NotAuthorized) -> Reply:
    """Why somebody does not see this; who is not logged in is asked to."""
    core_model.Session.rollback()
    if tk.current_user.is_anonymous:
        came_from = tk.request.full_path.rstrip("?") if tk.request.method == "GET" else None
        here = came_from or tk.h.url_for("petitions.desk")
        return tk.redirect_to("user.login", came_from=here)
    reason = str(error.message or "") or tk._("You may not do this.")
    return tk.render("petitions/desk/refused.html", {"reason": reason}), 403


def _tags() -> dict[str, dict[str, str]]:
    return {tag["code"]: tag["title"] for tag in _call("petition_tag_list")}


def _call(action: str, **given: Any) -> Any:
    return tk.get_action(action)({}, given)


def _page_number() -> int:
    raw = tk.request.args.get("page", "1")
    is_number = raw.isascii() and raw.isdigit() and 1 <= int(raw[:9]) <= LAST_PAGE
    return int(raw[:9]) if is_number else 1
