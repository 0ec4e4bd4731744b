"""Who may appoint officials: system administrators. Auditors read the audit record."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from . import duties

__all__ = [
    "audit_list",
    "audit_verify",
    "official_duty_grant",
    "official_duty_list",
    "official_duty_revoke",
    "second_factor_reset",
]

_REFUSED: AuthResult = {"success": False}


def official_duty_grant(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """System administrators only; they pass without being asked."""
    return _REFUSED


def official_duty_revoke(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """System administrators only."""
    return _REFUSED


def official_duty_list(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """System administrators only."""
    return _REFUSED


def second_factor_reset(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """System administrators only."""
    return _REFUSED


@tk.chained_auth_function
def audit_list(next_auth: Any, context: Context, data_dict: DataDict | None) -> AuthResult:
    """Auditors read the record."""
    return _auditor(context) or next_auth(context, data_dict)


@tk.chained_auth_function
def audit_verify(next_auth: Any, context: Context, data_dict: DataDict | None) -> AuthResult:
    """Auditors have the record's chain recomputed."""
    return _auditor(context) or next_auth(context, data_dict)


def _auditor(context: Context) -> AuthResult | None:
    return {"success": True} if duties.has(context.get("user"), "auditor") else None
