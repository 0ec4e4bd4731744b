"""Who sets petitions aside and ends them: moderators, never the body that would have to answer."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from ..auth import is_moderator

__all__ = [
    "petition_ending_show",
    "petition_flag",
    "petition_remove",
    "petition_restore",
    "petition_shelve",
    "petition_stop",
]


@tk.auth_allow_anonymous_access
def petition_ending_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody: that something was there and why it is not any more, without its texts."""
    return {"success": True}


def petition_flag(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators want others to look at it."""
    return _moderators(context)


def petition_shelve(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators let it wait for something outside."""
    return _moderators(context)


def petition_restore(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators bring it back into the queue."""
    return _moderators(context)


def petition_stop(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators stop what is not published."""
    return _moderators(context)


def petition_remove(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators take down what was."""
    return _moderators(context)


def _moderators(context: Context) -> AuthResult:
    if is_moderator(context):
        return {"success": True}
    return {"success": False, "msg": tk._("Only moderators may do this")}
