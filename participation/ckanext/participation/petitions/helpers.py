"""What the templates of petitions ask."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.moderation import reasons

from . import lifecycle, rules
from .cards import said
from .embedding import frame
from .reading import words
from .timeline import Moment

__all__ = [
    "petition_card_words",
    "petition_clock",
    "petition_counter_code",
    "petition_limits",
    "petition_moment_words",
    "petition_needed_words",
    "petition_reason",
    "petition_standing_words",
]


def petition_card_words(petition: dict[str, Any]) -> str:
    """The card of a petition in words, for those who don't see it."""
    return said.alternative(petition)


def petition_counter_code(petition: dict[str, Any]) -> str:
    """HTML for pages of others, as text to copy."""
    return frame.code(petition)


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


def petition_moment_words(moment: Moment) -> str:
    """What a step on the timeline is called."""
    return words.of_moment(moment)


def petition_needed_words(petition: dict[str, Any]) -> str:
    """How many signatures an answer takes, or took."""
    return said.needed(petition)


def petition_reason(code: str) -> Any:
    """The reason of a rejection; None when the list of reasons no longer has it."""
    return reasons.find(code)


def petition_clock(moment: str) -> str:
    """The time of day of a moment, where the portal is."""
    return f"{datetime.fromisoformat(moment).astimezone(lifecycle.zone()):%H:%M}"
