"""Who may look at the outbox and send again."""

from __future__ import annotations

from typing import Any

from ckan.types import AuthResult, Context

__all__ = ["message_list", "message_resend"]


def message_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Only system administrators."""
    return {"success": False}


def message_resend(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Only system administrators."""
    return {"success": False}
