"""What the actions of notes and tags take."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.participation.process.texts import problem

from ... import messages
from ...schema import number
from . import tags

LONGEST_NOTE = 4000


def note_create_schema() -> Schema:
    """A petition, and what is noted about it."""
    return {"process_no": number(), "text": [_note]}


def tag_update_schema() -> Schema:
    """A petition, and all tags that it has from now on."""
    return {"process_no": number(), "codes": [_codes]}


def known_tag(value: Any) -> str:
    """The code of a tag of the list."""
    if not isinstance(value, str) or value not in tags.known():
        raise tk.Invalid(tk._("There is no such tag."))
    return value


def _codes(value: Any) -> list[str]:
    if value in (None, "", tk.missing):
        return []
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple):
        raise tk.Invalid(tk._("Give a list of codes"))
    return list(dict.fromkeys(known_tag(code) for code in given))


def _note(value: Any) -> str:
    if not isinstance(value, str) and value not in (None, tk.missing):
        raise tk.Invalid(messages.of_text("shape", 0))
    text = value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""
    wrong = problem(text, LONGEST_NOTE) if text else "empty"
    if wrong:
        raise tk.Invalid(messages.of_text(wrong, LONGEST_NOTE))
    return text
