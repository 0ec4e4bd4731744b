"""Who may see the indicators: everybody."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["participation_indicator_list", "participation_indicator_show"]


@tk.auth_allow_anonymous_access
def participation_indicator_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def participation_indicator_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody."""
    return {"success": True}
