"""Who may do what with petitions. Everybody may write one."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.egov.accounts import duties

from . import lifecycle, model

__all__ = [
    "petition_confirm",
    "petition_create",
    "petition_translate",
]


@tk.auth_allow_anonymous_access
def petition_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody; but only administrators make demonstrations."""
    if tk.asbool((data_dict or {}).get("demonstration", False)):
        return {"success": False, "msg": tk._("Only administrators make demonstrations.")}
    return {"success": True}


@tk.auth_allow_anonymous_access
def petition_confirm(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever has the code or the link."""
    return {"success": True}


def petition_translate(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Moderators, and officials of the body that the petition is to."""
    petition = model.find((data_dict or {})["process_no"])
    body = lifecycle.process(petition).body if petition else None
    user = context.get("user", "")
    if is_moderator(context) or (body and duties.has(user, "answerer", body)):
        return {"success": True}
    return {"success": False, "msg": tk._("Only officials translate petitions.")}


def is_moderator(context: Context) -> bool:
    """Whether the caller decides about petitions."""
    user = context.get("user", "")
    return bool(user) and duties.has(user, "moderator")
