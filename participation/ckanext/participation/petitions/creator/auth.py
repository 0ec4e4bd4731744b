"""Who acts as the creator of a petition: who shows the pass that their mailbox got them."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from . import passes

__all__ = [
    "petition_creator_ask",
    "petition_creator_enter",
    "petition_creator_show",
    "petition_update_create",
]


@tk.auth_allow_anonymous_access
def petition_creator_ask(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody: only the creator's own mailbox gets a link."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def petition_creator_enter(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever has the link or the code."""
    return {"success": True}


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def petition_creator_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever has a pass to this petition; nobody else, administrators neither."""
    return _by_pass(data_dict or {})


@tk.auth_sysadmins_check
@tk.auth_allow_anonymous_access
def petition_update_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever has a pass to this petition."""
    return _by_pass(data_dict or {})


def _by_pass(given: dict[str, Any]) -> AuthResult:
    if passes.opens(given["pass"], given["process_no"]):
        return {"success": True}
    said = tk._("Open the link of the newest e-mail that we sent to the creator.")
    return {"success": False, "msg": said}
