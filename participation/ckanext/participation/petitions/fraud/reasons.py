"""Why signatures are taken out of the count: public codes, with what they mean in each language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from ckanext.egov.theme.transliteration import to_cyrillic

FILE = Path(__file__).parent / "data" / "reasons.yaml"
UNDO = "mistake"
"""The reason of bringing signatures back."""


@cache
def titles() -> Mapping[str, Mapping[str, str]]:
    """What each code means, in the order of the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["reasons"]
    return {
        row["code"]: row["title"] | {"uz_Cyrl": to_cyrillic(row["title"]["uz"])} for row in rows
    }


def for_invalidating() -> list[str]:
    """The codes that an official can choose to take signatures out."""
    return [code for code in titles() if code != UNDO]


def title(code: str) -> Mapping[str, str]:
    """What a code means; the code itself where the file no longer has it."""
    return titles().get(code) or {"en": code}
