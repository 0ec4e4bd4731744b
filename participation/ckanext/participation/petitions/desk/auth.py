"""Who sees the desk: moderators, and officials who answer for a body, with a second factor."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.egov.accounts import second_factor

from . import officials

__all__ = ["petition_desk_list", "petition_desk_show"]


@tk.auth_sysadmins_check
def petition_desk_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever moderates or answers; administrators need the second factor too."""
    user = context.get("user") or ""
    if not (officials.moderates(user) or officials.answers(user)):
        return {"success": False, "msg": tk._("This desk is for moderators and for bodies.")}
    second_factor.require(context)
    return {"success": True}


@tk.auth_sysadmins_check
def petition_desk_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may work on the petition."""
    return officials.workers(context, (data_dict or {})["process_no"])
