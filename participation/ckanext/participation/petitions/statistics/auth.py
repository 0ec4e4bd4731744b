"""Everybody may see how fast petitions are moderated and answered."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["petition_statistics_show"]


@tk.auth_allow_anonymous_access
def petition_statistics_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody: the numbers name bodies, never a person."""
    return {"success": True}
