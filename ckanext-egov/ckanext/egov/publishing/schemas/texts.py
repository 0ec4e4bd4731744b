"""Pure rules for texts kept per language: reading a form, cleaning, choosing CKAN's own title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ckanext.egov.vocabularies import LANGUAGES, text_in

ANY_APOSTROPHE = "'’‘`´ʻʼ"
TURNED_COMMA = "\u02bb"
APOSTROPHE = "\u02bc"
LONGEST_KEYWORD = 100
SHORTEST_KEYWORD = 2

_AFTER_O_OR_G = re.compile(f"([oOgG])[{ANY_APOSTROPHE}](?![{ANY_APOSTROPHE}])")
_BETWEEN_LETTERS = re.compile("(?<=[^\\W\\d_])['’‘`´](?=[^\\W\\d_])")


def uzbek_apostrophes(text: str) -> str:
    """oʻ and gʻ with U+02BB and tutuq belgisi with U+02BC, however they were typed."""
    marked = _AFTER_O_OR_G.sub(rf"\1{TURNED_COMMA}", text)
    return _BETWEEN_LETTERS.sub(APOSTROPHE, marked)


def clean(texts: Mapping[str, str]) -> dict[str, str]:
    """Trimmed texts without the empty ones, Uzbek with its own apostrophes, in a fixed order."""
    trimmed = {code: text.strip() for code, text in texts.items() if text and text.strip()}
    if "uz" in trimmed:
        trimmed["uz"] = uzbek_apostrophes(trimmed["uz"])
    return {code: trimmed[code] for code in LANGUAGES if code in trimmed}


def unknown_languages(texts: Iterable[str]) -> list[str]:
    """Language codes that the portal does not have."""
    return sorted(set(texts) - set(LANGUAGES))


def from_form(field: str, typed: Mapping[str, object]) -> dict[str, str]:
    """Texts of a form whose inputs are called `field-language`."""
    prefix = f"{field}-"
    return {
        name.removeprefix(prefix): value
        for name, value in typed.items()
        if name.startswith(prefix) and isinstance(value, str)
    }


def main_text(texts: Mapping[str, str]) -> str:
    """The text for CKAN's own field: Uzbek, else Russian, English, any."""
    return text_in(texts, "uz")


def keywords(typed: str | Iterable[str]) -> list[str]:
    """Keywords of one language: split at commas, trimmed, each once, in the order typed."""
    parts = typed.split(",") if isinstance(typed, str) else list(typed)
    trimmed = (" ".join(part.split()) for part in parts)
    return list(dict.fromkeys(part for part in trimmed if part))


def keyword_problem(keyword: str) -> str | None:
    """`length` or `characters` when CKAN could not keep the keyword, else None."""
    if not SHORTEST_KEYWORD <= len(keyword) <= LONGEST_KEYWORD:
        return "length"
    if not re.fullmatch(r"[\w \-.]*", keyword):
        return "characters"
    return None
