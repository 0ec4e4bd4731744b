"""Who pauses for all: moderators. Everybody reads what is paused and why."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from ..desk import officials

__all__ = ["petition_pause", "petition_pause_list", "petition_resume"]


@tk.auth_sysadmins_check
def petition_pause(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return officials.moderators(context)


@tk.auth_sysadmins_check
def petition_resume(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return officials.moderators(context)


@tk.auth_allow_anonymous_access
def petition_pause_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody."""
    return {"success": True}
