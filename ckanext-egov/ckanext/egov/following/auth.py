"""Who may follow: everybody, by proving that the address is theirs."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = ["follow_confirm", "follow_request", "follow_stop"]


@tk.auth_allow_anonymous_access
def follow_request(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Everybody; limits are in the confirmation."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def follow_confirm(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has the code."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def follow_stop(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever has the capability from a message."""
    return {"success": True}
