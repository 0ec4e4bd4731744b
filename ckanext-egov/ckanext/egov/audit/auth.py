"""Who reads the record: system administrators, and whom the room of accounts makes an auditor."""

from __future__ import annotations

from typing import Any

from ckan.types import AuthResult, Context

__all__ = ["audit_list", "audit_verify"]


def audit_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Nobody else."""
    return {"success": False}


def audit_verify(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Nobody else."""
    return {"success": False}
