"""Who may load, and who may see how a load went."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["resource_load", "resource_load_status"]


def resource_load(context: Context, data_dict: DataDict) -> AuthResult:
    """Whoever may change the resource."""
    return tk.check_access("resource_update", context, {"id": data_dict["id"]}) and {
        "success": True
    }


@tk.auth_allow_anonymous_access
def resource_load_status(context: Context, data_dict: DataDict) -> AuthResult:
    """Whoever may see the resource."""
    return tk.check_access("resource_show", context, {"id": data_dict["id"]}) and {"success": True}
