"""Who may see the pages: everybody; a single budget, whoever may see its dataset."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["budget_list", "budget_sector_show", "budget_view_show"]


@tk.auth_allow_anonymous_access
def budget_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody; each sees the budgets whose datasets they may see."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def budget_view_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the dataset."""
    tk.check_access("package_show", context, {"id": str((data_dict or {}).get("id") or "")})
    return {"success": True}


@tk.auth_allow_anonymous_access
def budget_sector_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody, as the list."""
    return {"success": True}
