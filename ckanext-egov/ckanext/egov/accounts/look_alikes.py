"""Domain names that look like others: letters of two scripts in a word, or a disguised word.

Pure; after the rules browsers use to decide whether to show a name in its own letters.
"""

from __future__ import annotations

import unicodedata

CYRILLIC_TWINS = frozenset("асеһіјӏорԛѕԝхуъЬьѵԍԁґғүѡ")
GREEK_TWINS = frozenset("αεηικνορτυχωγ")
_TWINS = {"CYRILLIC": CYRILLIC_TWINS, "GREEK": GREEK_TWINS}


def is_disguised(label: str) -> bool:
    """Whether a part of a domain name can be taken for one in other letters."""
    letters = [char for char in label if char.isalpha() or unicodedata.combining(char)]
    scripts = {_script(char) for char in letters if not unicodedata.combining(char)}
    if len(scripts) > 1:
        return True
    script = next(iter(scripts), "")
    if script == "LATIN":
        return any(_is_odd_latin(char) for char in letters)
    return bool(letters) and set(letters) <= _TWINS.get(script, frozenset())


def _script(char: str) -> str:
    return unicodedata.name(char, "UNKNOWN").split()[0]


def _is_odd_latin(char: str) -> bool:
    """Letters of phonetic and old writings, which no country's keyboard has: ɑ, ı, ƅ."""
    return char == "ı" or not (char <= "\u017f" or "\u01cd" <= char <= "\u024f")
