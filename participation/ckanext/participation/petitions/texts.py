"""What a petition's texts may be made of. Pure.

A problem is a key word; `messages.py` says it to people.
"""

from __future__ import annotations

import re
import unicodedata

from ckanext.egov.publishing.schemas.texts import uzbek_apostrophes
from ckanext.participation.booth.checking import name_problem
from ckanext.participation.process.texts import problem

__all__ = ["clean", "clean_line", "line_problem", "problem"]


def clean(text: str, language: str = "") -> str:
    """One kind of line end, composed letters, no space at the ends, Uzbek apostrophes."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return uzbek_apostrophes(text) if language == "uz" else text


def clean_line(text: str, language: str = "") -> str:
    """The same on a single line: runs of space and line ends become one space."""
    return re.sub(r"\s+", " ", clean(text, language))


def line_problem(text: str, most: int) -> str | None:
    """Why this can't be a title or a name, which are read in lists and spreadsheets of others.

    Beside what every text must not have: links, beginnings of formulas, words of two alphabets.
    """
    return problem(text, most) or name_problem(text)
