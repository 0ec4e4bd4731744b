"""Template helpers of the pages of moderation."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

__all__ = [
    "egov_moderation_appeal_word",
    "egov_moderation_event_word",
    "egov_moderation_is_moderator",
    "egov_moderation_reasons",
    "egov_moderation_state_word",
    "egov_waited",
]


def egov_waited(hours: int) -> str:
    """How long something waited, in days from the second day on."""
    if hours < 48:
        words = tk.ungettext("{number} hour", "{number} hours", hours)
        return words.format(number=tk.h.egov_number(hours))
    words = tk.ungettext("{number} day", "{number} days", hours // 24)
    return words.format(number=tk.h.egov_number(hours // 24))


def egov_moderation_state_word(state: str) -> str:
    """What a decision is called."""
    return {
        "waiting": tk._("Waiting"),
        "withdrawn": tk._("Left the queue undecided"),
        "approved": tk._("Published"),
        "rejected": tk._("Refused, the text can be read"),
        "hidden": tk._("Refused, the text is not shown"),
    }.get(state, state)


def egov_moderation_appeal_word(outcome: str) -> str:
    """How an appeal ended; "" when there was none."""
    return {
        "waiting": tk._("Appeal waits"),
        "overturned": tk._("Decision changed after an appeal"),
        "upheld": tk._("Decision stays after an appeal"),
    }.get(outcome, "")


def egov_moderation_event_word(event: str) -> str:
    """What happened to a case."""
    return {
        "withdrawn": tk._("left the queue"),
        "submitted": tk._("Came into the queue"),
        "appealed": tk._("The author appealed"),
        "taken": tk._("Taken"),
        "taken_over": tk._("Taken over from another moderator"),
        "released": tk._("Given back"),
        "decided": tk._("Decided"),
    }.get(event, event)


def egov_moderation_reasons() -> list[dict[str, Any]]:
    """The reasons of refusal, with their texts in the reader's language."""
    return [
        {
            "code": reason["code"],
            "hides": reason["hides"],
            **{name: tk.h.egov_text(reason[name]) for name in ("title", "meaning", "advice")},
        }
        for reason in tk.get_action("moderation_reason_list")({}, {})
    ]


def egov_moderation_is_moderator() -> bool:
    """Whether the reader may open the queue."""
    return tk.h.check_access("moderation_case_list")
