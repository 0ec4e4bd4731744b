"""What people are told when something they typed or tried doesn't go."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import confirmations, words
from ckanext.egov.accounts.limits import TooMany


def of_text(problem: str, most: int) -> str:
    """What is wrong with a text, and what to do."""
    said = {
        "empty": tk._("Please fill this in."),
        "length": tk._("Please shorten this to {most} characters.").format(most=most),
        "characters": tk._(
            "There are characters in the text that cannot be shown. Please type it again."
        ),
        "shape": tk._("Please give a text."),
        "link": tk._("Please leave out addresses of web pages here."),
        "mixed": tk._(
            "One word mixes letters of two alphabets, for example Latin and Cyrillic."
            " Please type it in one of them."
        ),
        "formula": tk._("Please begin with a letter."),
        "letters": tk._("Please write this with letters."),
        "unknown_level": tk._("Please choose one of these."),
        "unknown_body": tk._("Please choose who decides from the list."),
    }
    return said.get(problem) or words.about(problem)


def of_confirmation(refused: confirmations.Refused) -> str:
    """Why a code or a link confirms nothing, and what to do."""
    if isinstance(refused, confirmations.Expired):
        return tk._("This code or link is too old. Send the petition again to get a new one.")
    left = getattr(refused, "tries_left", 0)
    if not left:
        return tk._("This is not the code or the link of the e-mail. Open the newest e-mail.")
    return tk.ungettext(
        "This is not the code. You have {number} try left.",
        "This is not the code. You have {number} tries left.",
        left,
    ).format(number=left)


def of_limit(limit: TooMany) -> str:
    """When the next message can be sent."""
    return f"{tk._('Too many e-mails were asked for.')} {words.wait(limit.retry_after)}"


def showable(typed: str) -> str:
    """What was typed, without what a page can't hold."""
    return typed.encode("utf-8", "replace").decode().replace("\x00", "")


def of_errors(error: tk.ValidationError) -> dict[str, str]:
    """What an action says of each field, in one text."""
    said: dict[str, Any] = dict(error.error_dict)
    return {
        name: " ".join(map(str, texts if isinstance(texts, list) else [texts]))
        for name, texts in said.items()
    }
