"""Who writes and reads notes and tags: whoever may work on the petition."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from .. import officials

__all__ = ["petition_note_create", "petition_tag_list", "petition_tag_update"]


@tk.auth_sysadmins_check
def petition_note_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may work on the petition."""
    return officials.workers(context, (data_dict or {})["process_no"])


@tk.auth_sysadmins_check
def petition_tag_update(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may work on the petition."""
    return officials.workers(context, (data_dict or {})["process_no"])


@tk.auth_allow_anonymous_access
def petition_tag_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody: the list of words is no secret, where they stand is."""
    return {"success": True}
