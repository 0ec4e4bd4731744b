"""Who may read what is told of a budget: whoever may see it."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["budget_check_show", "budget_datapackage_show"]


@tk.auth_allow_anonymous_access
def budget_datapackage_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the dataset."""
    tk.check_access("package_show", context, data_dict)
    return {"success": True}


@tk.auth_allow_anonymous_access
def budget_check_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the dataset."""
    return budget_datapackage_show(context, data_dict)
