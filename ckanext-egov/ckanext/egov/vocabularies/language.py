"""Which languages texts are kept in, and which one a reader gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LANGUAGES = ("uz", "uz_Cyrl", "ru", "kaa", "en")
FALLBACK = ("uz", "ru", "en")


def text_in(value: Any, language: str) -> str:
    """The text in the reader's language, else in Uzbek, Russian, English or whatever there is.

    `value` is a `{language: text}` mapping, the same as JSON, or a plain string.
    """
    texts = _mapping(value)
    if texts is None:
        return "" if value is None else str(value)
    for candidate in (language, *FALLBACK, *texts):
        text = texts.get(candidate)
        if text:
            return str(text)
    return ""


def language_of(value: Any, language: str) -> str | None:
    """The language `text_in` picks, for the `lang` attribute; None for a plain string."""
    texts = _mapping(value)
    if texts is None:
        return None
    return next((code for code in (language, *FALLBACK, *texts) if texts.get(code)), None)


def html_lang(code: str | None) -> str:
    """The BCP 47 tag of one of our language codes (`uz_Cyrl` is written `uz-Cyrl`)."""
    return (code or "").replace("_", "-")


def _mapping(value: Any) -> Mapping[str, Any] | None:
    if isinstance(value, Mapping):
        return value
    if isinstance(value, str) and value.startswith("{"):
        try:
            decoded = json.loads(value)
        except ValueError:
            return None
        return decoded if isinstance(decoded, dict) else None
    return None
