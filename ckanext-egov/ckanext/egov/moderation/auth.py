"""Who may moderate, and who may look."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.egov.accounts import duties, second_factor

__all__ = [
    "moderation_appeal",
    "moderation_appeal_confirm",
    "moderation_case_checkout",
    "moderation_case_decide",
    "moderation_case_list",
    "moderation_case_release",
    "moderation_case_show",
    "moderation_log_list",
    "moderation_reason_list",
]


def _moderator(context: Context) -> AuthResult:
    """Whoever has the duty, signed in with a second factor. Administrators need the factor too."""
    if not duties.has(context["user"], "moderator"):
        return {"success": False, "msg": tk._("This is for moderators. You are not one.")}
    second_factor.require(context)
    return {"success": True}


@tk.auth_sysadmins_check
def moderation_case_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators see the queue."""
    return _moderator(context)


@tk.auth_sysadmins_check
def moderation_case_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators see a case."""
    return _moderator(context)


@tk.auth_sysadmins_check
def moderation_case_checkout(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators take cases."""
    return _moderator(context)


@tk.auth_sysadmins_check
def moderation_case_release(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators give cases back."""
    return _moderator(context)


@tk.auth_sysadmins_check
def moderation_case_decide(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators decide; that they hold the case is a matter of the rules."""
    return _moderator(context)


@tk.auth_allow_anonymous_access
def moderation_appeal(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody may ask; only the author's mailbox can confirm."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def moderation_appeal_confirm(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody who has the code."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def moderation_log_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """The log is public."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def moderation_reason_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """The reasons are public."""
    return {"success": True}
