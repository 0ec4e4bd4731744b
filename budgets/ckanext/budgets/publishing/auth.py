"""Who may prepare a budget: who may publish for its body; a draft is its author's alone."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.budgets.publishing import tables

__all__ = [
    "budget_draft_create",
    "budget_draft_delete",
    "budget_draft_list",
    "budget_draft_publish",
    "budget_draft_show",
    "budget_draft_update",
]


def budget_draft_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may change the budget, or publish datasets of the body."""
    given = data_dict or {}
    if given.get("dataset"):
        return _checked("package_update", context, {"id": str(given["dataset"])})
    return _checked("package_create", context, {"owner_org": str(given.get("body") or "")})


def budget_draft_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may publish anything sees their own drafts."""
    return _checked("package_create", context, None)


def _own(context: Context, data_dict: DataDict | None) -> AuthResult:
    draft = tables.find((data_dict or {}).get("id"))
    user = context.get("auth_user_obj")
    if draft is None or user is None or user.id != draft.user_id:
        return {"success": False, "msg": tk._("This draft is not yours.")}
    return budget_draft_create(context, {"dataset": draft.dataset_id, "body": draft.body})


def budget_draft_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Its author, as long as they may publish it."""
    return _own(context, data_dict)


def budget_draft_update(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Its author, as long as they may publish it."""
    return _own(context, data_dict)


def budget_draft_publish(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Its author, as long as they may publish it."""
    return _own(context, data_dict)


def budget_draft_delete(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Its author, as long as they may publish it."""
    return _own(context, data_dict)


def _checked(action: str, context: Context, given: DataDict | None) -> AuthResult:
    try:
        tk.check_access(action, context, given)
    except tk.NotAuthorized as error:
        return {"success": False, "msg": str(error)}
    return {"success": True}
