"""What people read when something can't be confirmed."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import confirmations


def refusal(error: confirmations.Refused) -> tk.ValidationError:
    """Return why a token or a code confirms nothing."""
    if isinstance(error, confirmations.Used):
        text = tk._("This link or code was used before. There is nothing more to do.")
    elif isinstance(error, confirmations.Expired):
        text = tk._("This link or code is too old. Ask for a new one.")
    elif getattr(error, "tries_left", 0):
        text = tk._("This is not the code from the message. Look again.")
    else:
        text = tk._("This is not the code from the message. Ask for a new one.")
    return tk.ValidationError({"code": [text]})


def status(error: BaseException | None) -> int:
    """Return the HTTP status of a refusal: gone when it was used or is too old."""
    gone = isinstance(error, confirmations.Used | confirmations.Expired)
    return 410 if gone else 400


def wait(seconds: int) -> str:
    """Return for how long to wait."""
    minutes = max(1, (seconds + 59) // 60)
    return tk.ungettext(
        "Enough messages were sent. Try again in %(num)d minute.",
        "Enough messages were sent. Try again in %(num)d minutes.",
        minutes,
    ) % {"num": minutes}
