"""Clean what people type: stray spaces and control characters never reach a dictionary."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

LANGUAGES = ("uz", "uz_Cyrl", "ru", "kaa", "en")


def line(value: Any) -> str:
    """Return the value as one line without control characters."""
    return " ".join(_printable(value).split())


def exact(value: Any) -> str:
    """Return the value on one line with its inner spaces kept: they count in a pattern."""
    return "".join(letter for letter in _printable(value) if letter not in "\r\n\t").strip()


def paragraph(value: Any) -> str:
    """Return the value as text that keeps its line breaks."""
    lines = _printable(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(" ".join(part.split()) for part in lines).strip()


def per_language(value: Any, clean: Any = line) -> dict[str, str]:
    """Return {language: text} without empty texts; a bare text becomes Uzbek."""
    if isinstance(value, str):
        value = {LANGUAGES[0]: value}
    if not isinstance(value, Mapping):
        return {}
    texts = {language: clean(value.get(language)) for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def best(value: Mapping[str, str], language: str = "") -> str:
    """Return the text in a language, else in the nearest one that has it."""
    for wanted in (language, *("uz", "ru", "en"), *LANGUAGES):
        if value.get(wanted):
            return value[wanted]
    return ""


def _printable(value: Any) -> str:
    text = "" if value is None else str(value)
    return "".join(
        letter for letter in text if letter in "\r\n\t" or unicodedata.category(letter)[0] != "C"
    )
