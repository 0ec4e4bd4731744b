"""What a petition's texts and its creator's name may be made of. Pure.

A problem is a key word; `messages.py` says it to people. The rules for names are strict because
names end up in lists and spreadsheets of others: no links, no formulas, no alphabets mixed to
look like another word.
"""

from __future__ import annotations

import re
import unicodedata

from ckanext.egov.publishing.schemas.texts import uzbek_apostrophes
from ckanext.participation.process.texts import problem

FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for the beginning of a formula."""

_LINK = re.compile(r"(?i)https?:|www\.|://|\b[\w-]+\.(uz|com|net|org|ru|info|io|me)\b")
_INVISIBLE = frozenset("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

__all__ = ["clean", "clean_line", "name_problem", "problem", "title_problem"]


def clean(text: str, language: str = "") -> str:
    """One kind of line end, composed letters, no space at the ends, Uzbek apostrophes."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return uzbek_apostrophes(text) if language == "uz" else text


def clean_line(text: str, language: str = "") -> str:
    """The same on a single line: runs of space and line ends become one space."""
    return re.sub(r"\s+", " ", clean(text, language))


def title_problem(text: str, most: int) -> str | None:
    """A title is also read in lists: no links, no words that mix alphabets."""
    found = problem(text, most)
    if found:
        return found
    if _LINK.search(text):
        return "link"
    return "mixed_letters" if _mixes_alphabets(text) else None


def name_problem(text: str, most: int) -> str | None:
    """A name is made of letters, and of one alphabet in each word."""
    found = title_problem(text, most)
    if found:
        return found
    if text.startswith(FORMULA):
        return "formula"
    if not any(letter.isalpha() for letter in text):
        return "no_letters"
    return "invisible" if _INVISIBLE & set(text) else None


def _mixes_alphabets(text: str) -> bool:
    return any(len(_alphabets(word)) > 1 for word in re.findall(r"[^\W\d_]+", text))


def _alphabets(word: str) -> set[str]:
    """Latin, Cyrillic, Greek … of the letters of a word; marks and apostrophes have none."""
    names = (unicodedata.name(letter, "").split(" ") for letter in word)
    return {name[0] for name in names if name[0] in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")}
