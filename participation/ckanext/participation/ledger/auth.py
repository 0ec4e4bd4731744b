"""Who may look at the public record: everybody."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["ledger_show", "receipt_check"]


@tk.auth_allow_anonymous_access
def receipt_check(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever holds a receipt may check it."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def ledger_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody may look at a record."""
    return {"success": True}
