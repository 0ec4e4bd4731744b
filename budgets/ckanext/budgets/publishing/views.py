"""Pages of a draft: begin, columns, checks with preview, publish. Each works without JavaScript."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.publishing import checking, choices, forms, previewing, tables
from flask import Blueprint, abort

__all__ = ["budgets_publishing"]

budgets_publishing = Blueprint("budgets_publishing", __name__)


def _act(name: str, **given: Any) -> Any:
    """What an action returns; who may not call it, or asks for nothing that is, reads why."""
    try:
        return tk.get_action(name)({}, given)
    except tk.ObjectNotFound:
        return tk.abort(404, tk._("There is no such draft."))
    except tk.NotAuthorized:
        if tk.current_user.is_anonymous:
            tk.h.flash_error(tk._("Log in to publish a budget."))
            return abort(tk.redirect_to("user.login", came_from=tk.request.path))
        return tk.abort(403, tk._("You may not publish budgets here."))


@budgets_publishing.get("/budget/publish")
def start() -> Any:
    """One's own drafts, and the form to begin."""
    return _start({}, {})


def _start(errors: dict[str, Any], typed: dict[str, Any]) -> Any:
    drafts = _act("budget_draft_list")
    bodies = _act("organization_list_for_user", permission="create_dataset")
    search = {"fq": "dataset_type:budget", "rows": 200, "include_private": True}
    budgets = _act("package_search", **search)["results"] if bodies else []
    mine = {body["id"] for body in bodies}
    return tk.render(
        "budgets_publishing/start.html",
        {
            "drafts": drafts,
            "bodies": bodies,
            "budgets": [it for it in budgets if it["owner_org"] in mine],
            "errors": errors,
            "typed": typed or {"dataset": tk.request.args.get("dataset", "")},
        },
    )


@budgets_publishing.post("/budget/publish")
def begin() -> Any:
    """Take in the file."""
    form = tk.request.form
    dataset, _, resource = form.get("dataset", "").partition("/")
    title = form.get("title", "").strip()
    if not dataset and not title:
        missing = {"title": [tk._("Say what the budget is called.")]}
        return _start(missing, dict(form)), 400
    try:
        draft = _act(
            "budget_draft_create",
            upload=tk.request.files.get("upload"),
            body=form.get("body", ""),
            dataset=dataset,
            resource=resource,
            title={tk.h.lang(): title} if title else {},
        )
    except tk.ValidationError as error:
        return _start(error.error_dict, dict(form)), 400
    return tk.redirect_to("budgets_publishing.columns", draft_id=draft["draft_id"])


@budgets_publishing.get("/budget/publish/<draft_id>")
def columns(draft_id: str) -> Any:
    """What each column is."""
    draft = _act("budget_draft_show", id=draft_id)
    return tk.render("budgets_publishing/columns.html", {"draft": draft} | _offered(draft))


def _offered(draft: dict[str, Any]) -> dict[str, Any]:
    table = draft["declared"]["table"]
    members = ("budget_total_members", "budget_left_out", "budget_whole_years")
    return {
        "types": choices.column_types(),
        "known_types": {kind for group in choices.column_types().values() for kind in group},
        "phases": choices.phases(),
        "units": choices.units(),
        "periods": choices.periods(),
        "directions": choices.directions(),
        "constants": {
            name: (table.get("budget_constants") or {}).get(kind, "")
            for name, kind in forms.CONSTANTS.items()
        },
        "headings": forms.HEADINGS,
        "phase_words": forms.written_pairs(table.get("budget_phases")),
        "members": {name: forms.written_members(table.get(name)) for name in members},
    }


@budgets_publishing.post("/budget/publish/<draft_id>")
def save_columns(draft_id: str) -> Any:
    """Keep what was said and check again."""
    draft = _act("budget_draft_show", id=draft_id)
    names = [column["name"] for column in draft["columns"]]
    _act(
        "budget_draft_update",
        id=draft_id,
        **forms.columns(tk.request.form, names, draft["declared"]),
    )
    return tk.redirect_to("budgets_publishing.check", draft_id=draft_id)


@budgets_publishing.get("/budget/publish/<draft_id>/check")
def check(draft_id: str) -> Any:
    """What the checks found, and the picture of what would be published."""
    draft = _act("budget_draft_show", id=draft_id)
    cube = checking.cube(tables.find(draft_id))
    shown = previewing.preview(cube, tk.h.lang()) if cube else None
    return tk.render("budgets_publishing/check.html", {"draft": draft, "preview": shown})


@budgets_publishing.post("/budget/publish/<draft_id>/check")
def explain(draft_id: str) -> Any:
    """Keep the explanations."""
    _act("budget_draft_update", id=draft_id, explanations=forms.explanations(tk.request.form))
    return tk.redirect_to("budgets_publishing.check", draft_id=draft_id)


@budgets_publishing.post("/budget/publish/<draft_id>/publish")
def publish(draft_id: str) -> Any:
    """Let everybody see it."""
    try:
        resource = _act("budget_draft_publish", id=draft_id)
    except tk.ValidationError as error:
        for said in error.error_summary.values():
            tk.h.flash_error(said)
        return tk.redirect_to("budgets_publishing.check", draft_id=draft_id)
    tk.h.flash_success(tk._("The budget is published. Its pictures are ready in a minute."))
    return tk.redirect_to("dataset.read", id=resource["package_id"])


@budgets_publishing.post("/budget/publish/<draft_id>/delete")
def delete(draft_id: str) -> Any:
    """Throw the draft away."""
    _act("budget_draft_delete", id=draft_id)
    tk.h.flash_success(tk._("The draft is thrown away."))
    return tk.redirect_to("budgets_publishing.start")
