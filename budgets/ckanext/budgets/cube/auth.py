"""Who may ask a cube: whoever may see its dataset."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import AuthResult, Context, DataDict

__all__ = ["budget_aggregate", "budget_facts", "budget_members"]


def _may_see(context: Context, data_dict: DataDict | None) -> AuthResult:
    identifier = str((data_dict or {}).get("id") or "")
    if model.Package.get(identifier) is not None:
        tk.check_access("package_show", context, {"id": identifier})
    else:
        tk.check_access("resource_show", context, {"id": identifier})
    return {"success": True}


@tk.auth_allow_anonymous_access
def budget_aggregate(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the dataset."""
    return _may_see(context, data_dict)


@tk.auth_allow_anonymous_access
def budget_facts(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the dataset."""
    return _may_see(context, data_dict)


@tk.auth_allow_anonymous_access
def budget_members(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the dataset."""
    return _may_see(context, data_dict)
