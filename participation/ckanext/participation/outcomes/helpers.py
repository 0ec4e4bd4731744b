"""Template helpers: statuses of commitments in words, outcomes of one process."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.participation.outcomes import changing

__all__ = [
    "participation_commitment_status",
    "participation_may_decide",
    "participation_outcome",
]

TONES = {
    "planned": ("", "calendar"),
    "underway": ("", "arrow"),
    "late": ("bad", "calendar"),
    "done": ("good", "check"),
    "dropped": ("warn", "close"),
}


def participation_commitment_status(status: str) -> dict[str, str]:
    """The word, tone and icon of a status."""
    words = {
        "planned": tk._("Planned"),
        "underway": tk._("Under way"),
        "late": tk._("Late"),
        "done": tk._("Done"),
        "dropped": tk._("Dropped"),
    }
    tone, icon = TONES[status]
    return {"words": words[status], "tone": tone, "icon": icon}


def participation_may_decide(process_no: int) -> bool:
    """Whether the reader answers for the body of a process."""
    if not getattr(tk.current_user, "name", ""):
        return False
    return tk.h.egov_may_answer(changing.process(process_no).body)


def participation_outcome(process_no: int) -> dict[str, Any] | None:
    """What came of a process, for its page; None when nothing has yet."""
    found = tk.get_action("outcome_show")({}, {"process_no": process_no})
    return found if found["decisions"] or found["commitments"] else None
