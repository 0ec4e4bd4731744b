"""API actions: a file on its way to being published as a budget."""

from __future__ import annotations

import contextlib
import uuid
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.budgets.cube.files import cube_of, path_of
from ckanext.budgets.cube.reading import Cube
from ckanext.budgets.cube.shape import Shape
from ckanext.budgets.publishing import checking, describing, placing, receiving, schema, tables
from ckanext.budgets.publishing.tables import BudgetDraft

__all__ = [
    "budget_draft_create",
    "budget_draft_delete",
    "budget_draft_list",
    "budget_draft_publish",
    "budget_draft_show",
    "budget_draft_update",
]


def budget_draft_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Begin to publish a spreadsheet as a budget. Nothing shows before `budget_draft_publish`.

    :param upload: the file: CSV, TSV or XLSX
    :param body: name or id of the body, for a new budget
    :param title: what the new budget, or the file, is called: {language: text}
    :param dataset: name or id of a budget that the file is added to (optional)
    :param resource: id of a file of that budget that the new one takes the place of (optional)
    :returns: the draft as `budget_draft_show` does, with guesses at all columns
    """
    tk.check_access("budget_draft_create", context, data_dict)
    asked = schema.checked(data_dict, schema.budget_draft_create_schema(), context)
    dataset = _dataset(context, asked["dataset"])
    user = context["auth_user_obj"]
    draft = BudgetDraft(
        draft_id=str(uuid.uuid4()),
        user_id=user.id if user else "",
        body=dataset["owner_org"] if dataset else asked["body"],
        dataset_id=dataset["id"] if dataset else None,
        resource_id=_replaced(dataset, asked["resource"]),
        title=asked["title"],
        explanations={},
    )
    receiving.receive(draft, data_dict.get("upload"))
    checking.check(draft, _published(context, draft))
    tables.save(draft)
    return describing.described(draft, _published(context, draft))


@tk.side_effect_free
def budget_draft_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return a draft of one's own: columns, what was found, and what it sums to.

    :param id: id of the draft
    :returns: `columns` with `type`, `normalize` and `examples`; `declared`; `problems` and `notes`
        in words; `excluded` rows; `sums` beside the period before; `passed`: may it be published
    """
    draft = _draft(context, "budget_draft_show", data_dict)
    return describing.described(draft, _published(context, draft))


def budget_draft_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Say what the columns of a draft are, and have it checked again.

    :param id: id of the draft
    :param types: {column: column type of Fiscal Data Package}, whole (optional)
    :param normalize: {column of amounts: {column type: value}}, whole (optional)
    :param table: `budget_currency`, `budget_unit` and what else is said of the table (optional)
    :param explanations: {code of a note: why it is so} (optional)
    :returns: the draft as `budget_draft_show` does
    """
    draft = _draft(context, "budget_draft_update", data_dict)
    asked = schema.checked(data_dict, schema.budget_draft_update_schema(), context)
    declared = dict(draft.declared)
    for name in ("types", "normalize", "table"):
        if asked[name] is not None:
            declared[name] = asked[name]
    draft.declared = declared
    if asked["explanations"] is not None:
        draft.explanations = asked["explanations"]
    checking.check(draft, _published(context, draft))
    tables.save(draft)
    return describing.described(draft, _published(context, draft))


def budget_draft_publish(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Publish a draft that passed the checks. Until now nobody saw anything of it.

    :param id: id of the draft
    :returns: the published resource
    """
    draft = _draft(context, "budget_draft_publish", data_dict)
    checking.check(draft, _published(context, draft))
    if not draft.passed:
        tables.save(draft)
        raise tk.ValidationError({"draft": [tk._("The checks found what must be mended first.")]})
    resource = placing.publish(context, draft)
    tables.drop(draft)
    return resource


def budget_draft_delete(context: Context, data_dict: DataDict) -> None:
    """Throw a draft away.

    :param id: id of the draft
    """
    tables.drop(_draft(context, "budget_draft_delete", data_dict))


@tk.side_effect_free
def budget_draft_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List one's own drafts, the newest first."""
    tk.check_access("budget_draft_list", context, data_dict)
    user = context["auth_user_obj"]
    return [describing.brief(draft) for draft in tables.of_user(user.id)] if user else []


def _draft(context: Context, action: str, data_dict: DataDict) -> Any:
    draft = tables.find(data_dict.get("id"))
    if draft is None:
        raise tk.ObjectNotFound(tk._("There is no such draft."))
    tk.check_access(action, context, data_dict)
    return draft


def _dataset(context: Context, identifier: str) -> dict[str, Any] | None:
    if not identifier:
        return None
    found = tk.get_action("package_show")(tk.fresh_context(context), {"id": identifier})
    if found["type"] != "budget":
        raise tk.ValidationError({"dataset": [tk._("This dataset is not a budget.")]})
    return found


def _replaced(dataset: dict[str, Any] | None, resource_id: str) -> str | None:
    if not resource_id:
        return None
    if dataset is None or resource_id not in {it["id"] for it in dataset["resources"]}:
        raise tk.ValidationError({"resource": [tk._("This budget has no such file.")]})
    return resource_id


def _published(context: Context, draft: Any) -> Shape | None:
    """What the budget tells already, without the file that is replaced."""
    if not draft.dataset_id:
        return None
    with contextlib.suppress(tk.ObjectNotFound):
        files = cube_of(context, draft.dataset_id).files
        replaced = str(path_of(draft.resource_id)) if draft.resource_id else ""
        left = [file for file in files if file != replaced]
        return Cube([Path(file) for file in left]).shape if left else None
    return None
