"""Who may see a petition that looks for sponsors and join it: whoever has its invitation."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["petition_invitation_show", "petition_sponsor"]


@tk.auth_allow_anonymous_access
def petition_invitation_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever has the invitation, which nobody can guess."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def petition_sponsor(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever has the invitation; the confirmation decides who that is."""
    return {"success": True}
