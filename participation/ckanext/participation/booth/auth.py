"""Who may call the actions of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.egov.accounts import duties

__all__ = ["act_invalidate", "act_request", "act_restore"]


@tk.auth_allow_anonymous_access
def act_request(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody may ask; the rules of the process and the confirmation decide."""
    return {"success": True}


def act_invalidate(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators take acts out of the count."""
    return _moderators(context)


def act_restore(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators bring acts back."""
    return _moderators(context)


def _moderators(context: Context) -> AuthResult:
    if duties.has(context.get("user"), "moderator"):
        return {"success": True}
    return {"success": False, "msg": tk._("Only moderators may do this")}
