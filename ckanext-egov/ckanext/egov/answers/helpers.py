"""Template helpers: states and deadlines in words."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov.answers import forms, kinds, obligations, officials

__all__ = [
    "egov_answer_body",
    "egov_answer_deadline",
    "egov_answer_decision",
    "egov_answer_of",
    "egov_answer_state",
    "egov_answer_steps",
    "egov_may_answer",
]

TONES = {
    "overdue": ("bad", "calendar"),
    "answered": ("good", "check"),
    "answered_late": ("warn", "check"),
    "acknowledged": ("", "eye"),
    "owed": ("", "calendar"),
    "released": ("", "close"),
}


def egov_answer_state(state: str) -> dict[str, str]:
    """The word, tone and icon of a state."""
    tone, icon = TONES[state]
    words = {
        "owed": tk._("Waits for an answer"),
        "acknowledged": tk._("Taken up, waits for an answer"),
        "overdue": tk._("Overdue"),
        "answered": tk._("Answered"),
        "answered_late": tk._("Answered late"),
        "released": tk._("No answer owed any more"),
    }
    return {"words": words[state], "tone": tone, "icon": icon}


def egov_answer_deadline(item: dict[str, Any]) -> str:
    """How much time is left or has passed, in working days."""
    late, left = item["days_late"], item["days_left"]
    if late:
        return tk.ungettext("{number} working day late", "{number} working days late", late).format(
            number=late
        )
    if left is None:
        return ""
    if left == 0:
        return tk._("Due today")
    return tk.ungettext("{number} working day left", "{number} working days left", left).format(
        number=left
    )


def egov_answer_decision(decision: str | None) -> str:
    """What was decided, in the reader's language."""
    return forms.decision_titles().get(decision or "", "")


def egov_answer_body(name: str) -> dict[str, str]:
    """The title of a body in the reader's language, and the address of its page."""
    group: Any = core_model.Group.get(name)
    if group is None or group.state != "active":
        return {"title": name, "url": ""}
    titles = group.extras.get("title_translated")
    return {
        "title": tk.h.egov_text(titles) or group.title or name,
        "url": tk.h.url_for("organization.read", id=group.name),
    }


def egov_answer_of(kind: str, object_id: Any) -> dict[str, Any] | None:
    """What is owed about a thing, with the answer, for the page of that thing."""
    try:
        found = {"kind": kind, "object_id": str(object_id)}
        return tk.get_action("answer_show")({}, found)
    except tk.ObjectNotFound:
        return None


def egov_answer_steps(item: dict[str, Any]) -> list[kinds.Step]:
    """What an official of the body can do next besides answering; nothing for other readers."""
    if not egov_may_answer(item["body"]):
        return []
    return kinds.steps(item["kind"], item["object_id"])


def egov_may_answer(body: str) -> bool:
    """Whether the reader answers for a body (whether or not they showed the second factor)."""
    user = getattr(tk.current_user, "name", "")
    return bool(user) and officials.is_answerer(user, obligations.body_name(body))
