"""A hearing as everybody sees it."""

from __future__ import annotations

from typing import Any


def of(petition: Any) -> dict[str, Any]:
    """How the hearing of a petition stands, when and where it is."""
    reached = petition.hearing_threshold_reached_at
    return {
        "state": petition.hearing_state,
        "at": petition.hearing_at.isoformat() if petition.hearing_at else None,
        "place": petition.hearing_place,
        "threshold_reached_at": reached.isoformat() if reached else None,
    }
