"""The reasons of `data/reasons.yaml`: codes with what they mean and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ckanext.egov.theme.transliteration import to_cyrillic

Texts = Mapping[str, str]
FILE = Path(__file__).parent / "data" / "reasons.yaml"


@dataclass(frozen=True)
class Reason:
    """Why something is refused, in each language."""

    code: str
    hides: bool
    title: Texts
    meaning: Texts
    advice: Texts

    def as_dict(self) -> dict[str, Any]:
        """The reason as the API gives it."""
        return asdict(self)


@cache
def reasons() -> Mapping[str, Reason]:
    """All reasons by code, in the order of the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["reasons"]
    return {row["code"]: _reason(row) for row in rows}


def find(code: str | None) -> Reason | None:
    """The reason with that code."""
    return reasons().get(code or "")


def hides(code: str | None) -> bool:
    """Whether what was refused for that reason is nobody's to read."""
    reason = find(code)
    return reason is not None and reason.hides


def _reason(row: dict[str, Any]) -> Reason:
    texts = {name: _scripts(row[name]) for name in ("title", "meaning", "advice")}
    return Reason(code=row["code"], hides=row["hides"], **texts)


def _scripts(texts: dict[str, str]) -> Texts:
    """The texts with Uzbek in both of its scripts."""
    return texts | {"uz_Cyrl": to_cyrillic(texts["uz"])}
