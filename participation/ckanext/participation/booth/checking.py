"""What a person may type into a request, field by field. Pure.

A problem is a key word that `words.py` says to people. Names end up in lists and spreadsheets of
others: no links, no formulas, no alphabets mixed to look like another word.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from ckanext.participation.process.texts import problem, unclean

LONGEST_NAME = 100
LONGEST_SUBJECT = 200
LARGEST_PAYLOAD = 16_000
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""

_LINK = re.compile(r"(?i)https?:|www\.|://|\b[\w-]+\.(uz|com|net|org|ru|info|io|me)\b")
_INVISIBLE = frozenset("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")
_FEATURE = re.compile(r"(withdraw:)?[a-z][a-z0-9_]{0,60}")


def clean_name(text: str) -> str:
    """One line of composed letters without space at its ends."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def name_problem(name: str) -> str | None:
    """Why this can't be a name: `long`, `characters`, `link`, `formula`, `letters` or `mixed`."""
    found = problem(name, LONGEST_NAME)
    if found or _INVISIBLE & set(name):
        return "long" if found == "length" else "characters"
    if name.startswith(FORMULA):
        return "formula"
    if _LINK.search(name):
        return "link"
    if not any(letter.isalpha() for letter in name):
        return "letters"
    return "mixed" if any(_mixes(word) for word in re.findall(r"[^\W\d_]+", name)) else None


def _mixes(word: str) -> bool:
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in word)
    return len({name for name in names if name in _ALPHABETS}) > 1


def is_feature(text: str) -> bool:
    """Whether this is written as a feature is."""
    return _FEATURE.fullmatch(text) is not None


def subject_problem(subject: str) -> str | None:
    """Why this can't say what an act is about."""
    found = problem(subject, LONGEST_SUBJECT)
    return {"length": "long"}.get(found, found) if found else None


def payload_problem(payload: Any) -> str | None:
    """Why this can't be what a person says: `shape`, `characters` or `long`."""
    if not isinstance(payload, dict):
        return "shape"
    if unclean(payload):
        return "characters"
    return "long" if len(json.dumps(payload, ensure_ascii=False)) > LARGEST_PAYLOAD else None


def address_problem(address: str) -> str | None:
    """Why nothing can be an address that holds this; its form is checked by `accounts`."""
    return "characters" if problem(address, len(address)) else None
