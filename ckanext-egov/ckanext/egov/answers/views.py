"""Pages of what bodies owe: what is overdue, one answer, and the desk of officials."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.answers import config, files, forms, schema
from flask import Blueprint, Response

__all__ = ["egov_answers"]

egov_answers = Blueprint("egov_answers", __name__, url_prefix="/answers")
LAST_PAGE = 10_000
Reply = str | Response | tuple[str, int]


@egov_answers.route("/overdue")
def overdue() -> Reply:
    """Show what is overdue, by body."""
    return _list_page("answer_overdue_list", "answers/overdue.html")


@egov_answers.route("/overdue.<any(json, csv):format>")
def overdue_data(format: str) -> Response:
    """Send all that is overdue as data."""
    asked = _filters() | {"rows": schema.MOST_ROWS}
    found = _call("answer_overdue_list", **asked)
    while more := _call("answer_overdue_list", **asked, start=len(found["results"]))["results"]:
        found["results"] += more
    return files.send(found, format, "overdue-answers")


@egov_answers.route("")
def index() -> Reply:
    """Show all that was and is owed."""
    return _list_page("answer_list", "answers/list.html")


@egov_answers.route("/<int:obligation_id>")
def read(obligation_id: int) -> Reply:
    """Show what is owed, by when, and the answer."""
    return tk.render("answers/read.html", {"item": _shown(obligation_id)})


@egov_answers.route("/<int:obligation_id>.json")
def read_data(obligation_id: int) -> Response:
    """Send one answer as data."""
    return files.send(_shown(obligation_id), "json", f"answer-{obligation_id}", inline=True)


@egov_answers.route("/desk")
def desk() -> Reply:
    """Show officials what they owe, what is due first in front."""
    try:
        return _list_page("answer_desk_list", "answers/desk.html")
    except tk.NotAuthorized as error:
        return _refused(error)


@egov_answers.route("/<int:obligation_id>/edit")
def edit(obligation_id: int) -> Reply:
    """Show the form of an answer."""
    item = _shown(obligation_id)
    try:
        draft = _call("answer_draft_show", obligation_id=obligation_id)
    except tk.NotAuthorized as error:
        return _refused(error)
    return _form(item, draft)


@egov_answers.route("/<int:obligation_id>/edit", methods=["POST"])
def change(obligation_id: int) -> Reply:
    """Acknowledge, look at, keep or publish what was typed."""
    item, typed = _shown(obligation_id), forms.read(tk.request.form)
    step = tk.request.form.get("step", "preview")
    asked = {"obligation_id": obligation_id, **typed}
    try:
        if step == "acknowledge":
            _call("answer_acknowledge", obligation_id=obligation_id)
            return _done(tk._("Everyone can see now that you have taken this up."), obligation_id)
        if step == "forward":
            given = forms.forwarded(tk.request.form)
            _call("answer_forward", obligation_id=obligation_id, **given)
            return _done(tk._("It is handed on. Both bodies are told."), obligation_id)
        if step == "publish":
            _call("answer_publish", **asked)
            return _done(tk._("The answer is published."), obligation_id)
        if step == "save":
            _call("answer_save", **asked)
            tk.h.flash_success(tk._("The draft is kept. Only officials of this body see it."))
            return tk.redirect_to("egov_answers.edit", obligation_id=obligation_id)
        _call("answer_draft_show", obligation_id=obligation_id)
    except tk.NotAuthorized as error:
        return _refused(error, item, typed)
    except tk.ValidationError as error:
        return _sent_back(item, typed, error.error_dict)
    return _form(item, typed, preview=True)


def _sent_back(item: dict[str, Any], typed: dict[str, Any], errors: dict[str, Any]) -> Reply:
    """The form with what was typed. After a collision also what the other official wrote."""
    if "version" not in errors:
        return _form(item, typed, errors=errors, status=400)
    other = _call("answer_draft_show", obligation_id=item["obligation_id"])
    item = _shown(item["obligation_id"])
    return _form(item, typed | {"version": other["version"]}, other=other, status=409)


def _form(
    item: dict[str, Any],
    typed: dict[str, Any],
    *,
    preview: bool = False,
    errors: dict[str, Any] | None = None,
    other: dict[str, Any] | None = None,
    status: int = 200,
) -> Reply:
    extra = {
        "item": item,
        "typed": typed,
        "rows": forms.document_rows(typed.get("documents") or []),
        "languages": forms.languages(),
        "decisions": forms.decisions(),
        "bodies": forms.bodies(but=item["body"]),
        "forward": tk.request.form,
        "preview": preview,
        "errors": errors or {},
        "other": other,
    }
    return tk.render("answers/edit.html", extra), status


def _refused(
    error: tk.NotAuthorized,
    item: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
) -> Reply:
    """Say why not; what was typed stays on the page, to be copied."""
    reason = str(error.message or "") or tk._("You may not do this.")
    extra = {"reason": reason, "item": item, "typed": typed, "languages": forms.languages()}
    return tk.render("answers/refused.html", extra), 403


def _done(message: str, obligation_id: int) -> Response:
    tk.h.flash_success(message)
    return tk.redirect_to("egov_answers.read", obligation_id=obligation_id)


def _list_page(action: str, template: str) -> Reply:
    page, wrong = _page_number()
    size, filters = config.page_size(), _filters()
    try:
        found = _call(action, rows=size, start=(page - 1) * size, **filters)
    except tk.ValidationError:
        wrong, filters = True, {}
        found = _call(action, rows=size)
    extra = {"found": found, "filters": filters, "page": page, "size": size, "wrong": wrong}
    return tk.render(template, extra), 400 if wrong else 200


def _filters() -> dict[str, str]:
    names = ("body", "kind", "state")
    found = {name: tk.request.args[name] for name in names if tk.request.args.get(name)}
    return found | ({"answered": "true"} if tk.request.args.get("answered") == "true" else {})


def _page_number() -> tuple[int, bool]:
    raw = tk.request.args.get("page", "1")
    if raw.isascii() and raw.isdigit() and 1 <= int(raw[:9]) <= LAST_PAGE:
        return int(raw[:9]), False
    return 1, True


def _shown(obligation_id: int) -> dict[str, Any]:
    try:
        return _call("answer_show", obligation_id=obligation_id)
    except (tk.ObjectNotFound, tk.ValidationError):
        return tk.abort(404, tk._("There is no such answer."))


def _call(action: str, **data: Any) -> dict[str, Any]:
    return tk.get_action(action)({}, data)
