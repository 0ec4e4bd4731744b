"""The pages of this room."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def came_from(default: str = "") -> str:
    """Where the person wants to go on, if that is on this portal."""
    wanted = tk.request.values.get("came_from", "")
    return wanted if wanted and tk.h.url_is_local(wanted) else default
