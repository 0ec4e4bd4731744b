"""Who says when a hearing takes place: officials of the body that the petition is to."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from ..desk import officials

__all__ = ["petition_hearing_update"]


@tk.auth_sysadmins_check
def petition_hearing_update(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials of the body."""
    return officials.of_body(context, (data_dict or {})["process_no"])
