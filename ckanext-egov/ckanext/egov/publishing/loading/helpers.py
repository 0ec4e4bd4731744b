"""Helpers for templates."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

__all__ = ["egov_load_status", "egov_load_step"]


def egov_load_status(resource_id: str) -> dict[str, Any]:
    """How the last load of a resource stands; empty for who may not see it."""
    try:
        return tk.get_action("resource_load_status")({}, {"id": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return {}


def egov_load_step(step: str) -> str:
    """A step of loading in words."""
    names = {
        "fetching": tk._("Fetch the file"),
        "checking": tk._("Read it and find out the types"),
        "writing": tk._("Write the table"),
        "replacing": tk._("Put the new table in place"),
        "describing": tk._("Describe the columns"),
    }
    return names.get(step, step)
