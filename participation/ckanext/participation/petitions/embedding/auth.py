"""Who may see the count of a petition: whoever may see the petition."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from ..reading.auth import petition_show

__all__ = ["petition_count_show"]


@tk.auth_allow_anonymous_access
def petition_count_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """As the petition itself."""
    return petition_show(context, data_dict)
