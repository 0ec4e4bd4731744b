"""Who may look at the calendar: everybody."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["calendar_entry_list"]


@tk.auth_allow_anonymous_access
def calendar_entry_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Dates are public."""
    return {"success": True}
