"""Who may read petitions: everybody what is published, moderators what waits for them too."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from .. import model, rules
from ..auth import is_moderator

__all__ = ["petition_list", "petition_related_list", "petition_show"]


@tk.auth_allow_anonymous_access
def petition_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody: only what is published is listed."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def petition_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody what is published; moderators what waits for them or was hidden."""
    petition = model.find((data_dict or {})["process_no"])
    if petition and (petition.state in rules.PUBLIC or is_moderator(context)):
        return {"success": True}
    return {"success": False, "msg": tk._("This petition is not published.")}


@tk.auth_allow_anonymous_access
def petition_related_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the petition."""
    return petition_show(context, data_dict)
