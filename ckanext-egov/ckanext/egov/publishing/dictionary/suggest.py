"""What a header says by itself: a unit in brackets, a label in a known script."""

from __future__ import annotations

import re

_UNIT = re.compile(r"^(?P<label>.+?)\s*[(\[](?P<unit>[^()\[\]]{1,30})[)\]]$")
_CODE_NAME = re.compile(r"^[\w.-]*[_.-][\w.-]*$|^[a-z0-9]+$", re.IGNORECASE)
_UZBEK_LATIN = re.compile(r"[og][ʻʼ'`‘’]", re.IGNORECASE)
_UZBEK_CYRILLIC = re.compile(r"[ўқғҳ]", re.IGNORECASE)
_KARAKALPAK = re.compile(r"[áǵńó]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def unit(header: str) -> str:
    """Return the unit that a header carries, as in «Maydon (ming ga)»."""
    found = _UNIT.match(header.strip())
    return found["unit"].strip() if found else ""


def label(header: str) -> dict[str, str]:
    """Return the header as a label where its letters tell the language, else nothing."""
    found = _UNIT.match(header.strip())
    text = (found["label"] if found else header).strip()
    language = _language(text)
    return {language: text} if language else {}


def _language(text: str) -> str:
    if _UZBEK_CYRILLIC.search(text):
        return "uz_Cyrl"
    if _CYRILLIC.search(text):
        return "ru"
    if _CODE_NAME.match(text):
        return ""
    if _UZBEK_LATIN.search(text):
        return "uz"
    return "kaa" if _KARAKALPAK.search(text) else ""
