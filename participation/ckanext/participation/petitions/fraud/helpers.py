"""What the templates of the fraud desk ask."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

__all__ = ["petition_criteria_words", "petition_invalidation_words"]


def petition_invalidation_words(state: str) -> str:
    """How far taking signatures out is."""
    return {
        "draft": tk._("Saved, not started"),
        "queued": tk._("About to start"),
        "running": tk._("At work"),
        "cancelled": tk._("Stopped"),
        "done": tk._("Done"),
        "undoing": tk._("Bringing back"),
        "undone": tk._("Brought back"),
    }[state]


def petition_criteria_words(criteria: dict[str, Any]) -> str:
    """Which signatures a saved query means, in one line."""
    labels = {
        "process_no": tk._("Petition number"),
        "name": tk._("Name"),
        "domain": tk._("E-mail domain"),
        "region": tk._("Region"),
        "district": tk._("District"),
        "network": tk._("Network"),
        "since": tk._("Signed from"),
        "until": tk._("Signed before"),
    }
    said = [
        f"{label}: {_place(name, criteria[name])}"
        for name, label in labels.items()
        if criteria.get(name)
    ]
    said += [tk._("Only what is held")] if criteria.get("held") else []
    said += [tk._("and what is no longer known")] if criteria.get("forgotten") else []
    return "; ".join(said)


def _place(name: str, value: Any) -> str:
    if name in ("region", "district"):
        return tk.h.egov_term_title(f"{name}s", value)
    return str(value)
