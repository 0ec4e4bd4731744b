"""What texts of a process may be: clean letters, not too long. Pure; slices use it too."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

ALLOWED_CONTROLS = "\n\t"
FORBIDDEN = {"Cc", "Cs", "Co", "Cn"}
TURNS_TEXT_AROUND = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that make a text show in another order than it is written (Trojan Source)."""


def problem(text: str, longest: int) -> str | None:
    """`characters` or `length` when a text cannot be taken, else None."""
    if any(_is_forbidden(letter) for letter in text):
        return "characters"
    return "length" if len(text) > longest else None


def _is_forbidden(letter: str) -> bool:
    if letter in ALLOWED_CONTROLS:
        return False
    return letter in TURNS_TEXT_AROUND or unicodedata.category(letter) in FORBIDDEN


def unclean(value: object) -> bool:
    """Whether JSON holds something that the database or the hash cannot keep exactly.

    Numbers with a decimal point are refused: programs write them differently, and the hash of
    the rules has to come out the same everywhere. Shares are written as text or per mille.
    """
    if isinstance(value, str):
        return problem(value, len(value)) is not None
    if isinstance(value, Mapping):
        return any(not isinstance(key, str) or unclean(key) for key in value) or any(
            unclean(item) for item in value.values()
        )
    if isinstance(value, list | tuple):
        return any(unclean(item) for item in value)
    return not (value is None or isinstance(value, bool | int))
