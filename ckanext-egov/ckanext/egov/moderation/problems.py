"""What can stand in the way, each with the status that its page answers with."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from .rules import Refusal


class Conflict(tk.ValidationError):
    """Somebody else was there first, or it is over."""

    status = 409

    def __init__(self, code: Refusal, text: str):
        super().__init__({code: [text]})
        self.code = code
        self.text = text


class Gone(tk.ValidationError):
    """It could be done once, or for a while."""

    status = 410


class TooOften(tk.ValidationError):
    """Enough for now."""

    status = 429

    def __init__(self, retry_after: int):
        minutes = max(1, -(-retry_after // 60))
        text = tk.ungettext(
            "Too many tries. Please wait a minute.",
            "Too many tries. Please wait {minutes} minutes.",
            minutes,
        )
        super().__init__({"network": [text.format(minutes=minutes)]})
        self.retry_after = retry_after


def conflict(code: Refusal, holder: str | None = None) -> Conflict:
    """The problem in words that say what to do."""
    return Conflict(code, _words()[code].format(holder=holder or ""))


def _words() -> dict[Refusal, str]:
    return {
        "already_decided": tk._("This case is decided. Nothing was changed."),
        "own_decision": tk._(
            "You made the first decision. The appeal is for another moderator to decide."
        ),
        "held_by_other": tk._("{holder} works on this case now. Nothing was changed."),
        "not_held": tk._(
            "You do not hold this case: your time is over, or another moderator took it. "
            "Nothing was changed, what you wrote is still here. Take the case and decide again."
        ),
        "not_refused": tk._("There is no refusal that you could appeal against."),
        "too_late": tk._("The time to appeal is over."),
        "already_appealed": tk._("There is an appeal against this decision already."),
        "appeal_is_final": tk._("The decision on an appeal is final on this portal."),
    }
