"""Who works at the fraud desk: moderators with a second factor. Everybody reads the report."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.egov.accounts import duties, second_factor

from .. import model, rules

__all__ = [
    "petition_hold_decide",
    "petition_hold_list",
    "petition_integrity_show",
    "petition_invalidation_cancel",
    "petition_invalidation_create",
    "petition_invalidation_list",
    "petition_invalidation_preview",
    "petition_invalidation_show",
    "petition_invalidation_start",
    "petition_invalidation_undo",
    "petition_source_create",
    "petition_source_delete",
    "petition_source_list",
    "petition_trend_list",
]


@tk.auth_allow_anonymous_access
def petition_integrity_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody, of petitions that were opened."""
    petition = model.find((data_dict or {})["process_no"])
    if petition and petition.opened_at and petition.state in rules.PUBLIC:
        return {"success": True}
    return {"success": False, "msg": tk._("This petition is not published.")}


@tk.auth_sysadmins_check
def petition_trend_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators: it names networks."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_hold_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators: it names people."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_hold_decide(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_source_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators: whoever floods a petition would like to read it."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_source_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_source_delete(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_invalidation_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators: it names what was searched for."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_invalidation_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_invalidation_preview(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_invalidation_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_invalidation_start(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_invalidation_cancel(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return _moderators(context)


@tk.auth_sysadmins_check
def petition_invalidation_undo(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators."""
    return _moderators(context)


def _moderators(context: Context) -> AuthResult:
    if not duties.has(context.get("user"), "moderator"):
        return {"success": False, "msg": tk._("The fraud desk is for moderators.")}
    second_factor.require(context)
    return {"success": True}
