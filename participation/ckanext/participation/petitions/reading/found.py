"""The petition that an address names."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk


def shown(process_no: int) -> dict[str, Any]:
    """The petition; answers 404 when there is none that this reader may see."""
    try:
        return tk.get_action("petition_show")({}, {"process_no": process_no})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return tk.abort(404, tk._("There is no such petition."))
