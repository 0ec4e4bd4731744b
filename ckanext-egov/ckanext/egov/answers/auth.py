"""Who may see answers (everyone) and write them (officials of the body, with a second factor)."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.egov.answers import officials, queries

__all__ = [
    "answer_acknowledge",
    "answer_desk_list",
    "answer_draft_show",
    "answer_forward",
    "answer_list",
    "answer_overdue_list",
    "answer_publish",
    "answer_save",
    "answer_show",
]

ALLOWED: AuthResult = {"success": True}


@tk.auth_allow_anonymous_access
def answer_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everyone sees what is owed and answered."""
    return ALLOWED


@tk.auth_allow_anonymous_access
def answer_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everyone sees the list."""
    return ALLOWED


@tk.auth_allow_anonymous_access
def answer_overdue_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everyone sees what is overdue."""
    return ALLOWED


@tk.auth_sysadmins_check
def answer_acknowledge(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials who answer for the body."""
    return _answerer(context, data_dict)


@tk.auth_sysadmins_check
def answer_save(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials who answer for the body."""
    return _answerer(context, data_dict)


@tk.auth_sysadmins_check
def answer_publish(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials who answer for the body."""
    return _answerer(context, data_dict)


@tk.auth_sysadmins_check
def answer_forward(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials who answer for the body that has it now."""
    return _answerer(context, data_dict)


@tk.auth_sysadmins_check
def answer_draft_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials who answer for the body."""
    return _answerer(context, data_dict)


@tk.auth_sysadmins_check
def answer_desk_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials who answer for at least one body."""
    if context.get("ignore_auth"):
        return ALLOWED
    bodies = officials.bodies_of(context.get("user") or "")
    if bodies is not None and not bodies:
        return {"success": False, "msg": tk._("You do not answer for any body.")}
    officials.require_second_factor(context)
    return ALLOWED


def _answerer(context: Context, data_dict: DataDict | None) -> AuthResult:
    """A second factor is asked of administrators too: hence `auth_sysadmins_check`."""
    row = queries.find((data_dict or {}).get("obligation_id") or 0)
    if row is None:
        raise tk.ObjectNotFound(tk._("There is no such answer."))
    officials.require(context, row.body)
    return ALLOWED
