"""Who may look at a preview: whoever may see the resource."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

__all__ = ["resource_chart_show", "resource_map_show", "resource_table_show"]


def _like_resource(context: Context, data_dict: DataDict | None) -> AuthResult:
    tk.check_access("resource_show", context, data_dict)
    return {"success": True}


@tk.auth_allow_anonymous_access
def resource_table_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the resource may look at its table."""
    return _like_resource(context, data_dict)


@tk.auth_allow_anonymous_access
def resource_chart_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the resource may draw charts of its table."""
    return _like_resource(context, data_dict)


@tk.auth_allow_anonymous_access
def resource_map_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may see the resource may look at its map."""
    return _like_resource(context, data_dict)
