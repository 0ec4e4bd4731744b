"""Who may have a table checked (who may edit it) and see what was found (who may see it)."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = ["resource_validate", "resource_validation_show"]


def resource_validate(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may edit the resource may have it checked."""
    tk.check_access("resource_update", context, {"id": data_dict.get("id")})
    return {"success": True}


@tk.auth_allow_anonymous_access
def resource_validation_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may see the resource may see how good it is."""
    tk.check_access("resource_show", context, {"id": data_dict.get("id")})
    return {"success": True}
