"""Who may look at places: everybody, and each sees only the datasets that they may see."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["place_show", "vocabulary_term_show", "vocabulary_usage"]


@tk.auth_allow_anonymous_access
def vocabulary_usage(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody may count what they may see."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def vocabulary_term_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody may look at a term."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def place_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody may look at a place."""
    return {"success": True}
