"""Who may see outcomes (everyone) and make them (officials who answer for the body)."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.egov.answers import officials
from ckanext.participation.outcomes import changing, model

__all__ = [
    "commitment_create",
    "commitment_list",
    "commitment_show",
    "commitment_update",
    "decision_create",
    "outcome_list",
    "outcome_show",
]

ALLOWED: AuthResult = {"success": True}


@tk.auth_allow_anonymous_access
def outcome_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everyone sees what came out."""
    return ALLOWED


@tk.auth_allow_anonymous_access
def outcome_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everyone sees what came out."""
    return ALLOWED


@tk.auth_allow_anonymous_access
def commitment_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everyone sees what was promised."""
    return ALLOWED


@tk.auth_allow_anonymous_access
def commitment_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everyone sees what was promised."""
    return ALLOWED


@tk.auth_sysadmins_check
def decision_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials who answer for the body of the process, with a second factor."""
    return _of_process(context, data_dict)


@tk.auth_sysadmins_check
def commitment_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials who answer for the body of the process, with a second factor."""
    return _of_process(context, data_dict)


@tk.auth_sysadmins_check
def commitment_update(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials who answer for the body that promised it or for the body of the process."""
    found: Any = core_model.Session.get(
        model.Commitment, (data_dict or {}).get("commitment_id") or 0
    )
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such commitment."))
    user = context.get("user") or ""
    promised = officials.is_answerer(user, found.body)
    body = found.body if promised else changing.process(found.process_no).body
    officials.require(context, body)
    return ALLOWED


def _of_process(context: Context, data_dict: DataDict | None) -> AuthResult:
    process = changing.process((data_dict or {}).get("process_no") or 0)
    officials.require(context, process.body)
    return ALLOWED
