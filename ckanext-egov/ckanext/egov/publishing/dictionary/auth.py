"""Who may read a dictionary (who may see the resource) and write one (who may edit it)."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context

__all__ = [
    "resource_dictionary_export",
    "resource_dictionary_import",
    "resource_dictionary_show",
    "resource_dictionary_update",
]


@tk.auth_allow_anonymous_access
def resource_dictionary_show(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may see the resource may read what its columns mean."""
    return tk.check_access("resource_show", context, {"id": data_dict.get("id")}) and _yes()


@tk.auth_allow_anonymous_access
def resource_dictionary_export(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may read a dictionary may download it."""
    return resource_dictionary_show(context, data_dict)


def resource_dictionary_update(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Whoever may edit the resource may say what its columns mean."""
    return tk.check_access("resource_update", context, {"id": data_dict.get("id")}) and _yes()


def resource_dictionary_import(context: Context, data_dict: dict[str, Any]) -> AuthResult:
    """Importing is updating from a file."""
    return resource_dictionary_update(context, data_dict)


def _yes() -> AuthResult:
    return {"success": True}
