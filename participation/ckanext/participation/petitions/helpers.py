"""What the templates of petitions ask."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from . import rules

__all__ = ["petition_limits", "petition_standing_words"]


def petition_limits() -> dict[str, int]:
    """How long each text may be."""
    return {
        "title": rules.TITLE_MOST,
        "background": rules.BACKGROUND_MOST,
        "details": rules.DETAILS_MOST,
        "creator_name": rules.NAME_MOST,
    }


def petition_standing_words(petition: dict[str, Any]) -> tuple[str, str, str]:
    """How a petition stands: words, the icon beside them, and the kind of badge."""
    if petition["state"] == "rejected":
        return tk._("Rejected"), "close", "bad"
    if petition["state"] in ("pending", "validated", "hidden"):
        return tk._("Not published"), "lock", "warn"
    return {
        "collecting": (tk._("Open for signatures"), "edit", "good"),
        "waiting": (tk._("Waiting for an answer"), "calendar", "warn"),
        "answered": (tk._("Answered"), "check", "good"),
        "ended": (tk._("Closed"), "lock", ""),
    }[petition["standing"]]
