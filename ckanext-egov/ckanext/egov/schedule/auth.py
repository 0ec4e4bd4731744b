"""Who may see what the schedule does."""

from __future__ import annotations

from typing import Any

from ckan.types import AuthResult, Context

__all__ = ["schedule_list"]


def schedule_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Only system administrators."""
    return {"success": False}
