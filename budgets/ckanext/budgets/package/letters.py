"""Letters that look alike in two alphabets and make two codes of one. Pure."""

from __future__ import annotations

import re
import unicodedata

_LOOKS = str.maketrans("АВЕКМНОРСТУХІЅЈаеорсухіѕј", "ABEKMHOPCTYXISJaeopcyxisj")
_ALIKE = frozenset(map(chr, _LOOKS)) | frozenset(map(chr, _LOOKS.values()))
_CYRILLIC = re.compile(r"[\u0400-\u04FF]")
_LATIN = re.compile(r"[A-Za-z]")


def mixed(code: str) -> str:
    """The first letter of another alphabet that looks like one of the rest's; "" for none."""
    cyrillic, latin = _CYRILLIC.findall(code), _LATIN.findall(code)
    if not (cyrillic and latin):
        return ""
    fewer = cyrillic if len(cyrillic) <= len(latin) else latin
    return fewer[0] if set(fewer) <= _ALIKE else ""


def looks(code: str) -> str:
    """The same for all codes that look alike."""
    return unicodedata.normalize("NFKC", code).translate(_LOOKS).casefold()
