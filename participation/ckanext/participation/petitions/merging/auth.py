"""Who closes a petition as a duplicate: moderators."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from ..desk import officials

__all__ = ["petition_merge"]


@tk.auth_sysadmins_check
def petition_merge(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return officials.moderators(context)
