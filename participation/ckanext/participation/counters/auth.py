"""Who may see counts: everybody."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["process_count_show", "process_journal_show"]


@tk.auth_allow_anonymous_access
def process_count_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody may see how many took part."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def process_journal_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody may see when and from which regions."""
    return {"success": True}
