"""The 46 indicators of `data/indicators.yaml`: what each asks for and how it is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from ckanext.egov import vocabularies
from ckanext.egov.theme.transliteration import to_cyrillic

Texts = Mapping[str, str]
Needs = Literal["sectors", "groups_in_need"]
FILE = Path(__file__).parent / "data" / "indicators.yaml"


@dataclass(frozen=True)
class Indicator:
    """One requirement. `needs` is the vocabulary whose terms all have to have something."""

    code: str
    title: Texts
    asks: Texts
    counted: Texts
    number: Texts
    parts: Mapping[str, Texts]
    needs: Needs | None

    @property
    def is_local(self) -> bool:
        """Whether it is about hokimiyats (roadmap item 50) or the whole country (item 12)."""
        return self.code.startswith("LP")

    def as_dict(self) -> dict[str, Any]:
        """The indicator as the API gives it."""
        return asdict(self) | {"level": "local" if self.is_local else "national"}


@cache
def indicators() -> Mapping[str, Indicator]:
    """All 46 by code, in the order of the resolution."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["indicators"]
    return {row["code"]: _indicator(row) for row in rows}


@cache
def terms(needs: Needs) -> Mapping[str, Texts]:
    """The six sectors or the six groups that PP-308 names, with their titles."""
    found = vocabularies.terms(needs)
    return {
        term.code: dict(term.title)
        for term in found
        if needs == "groups_in_need" or term.details.get("pp308")
    }


def _indicator(row: dict[str, Any]) -> Indicator:
    texts = {name: _scripts(row[name]) for name in ("title", "asks", "counted", "number")}
    parts = {name: _scripts(part) for name, part in row.get("parts", {}).items()}
    needs: dict[str | None, Needs] = {"sectors": "sectors", "groups": "groups_in_need"}
    return Indicator(code=row["code"], parts=parts, needs=needs.get(row.get("needs")), **texts)


def _scripts(texts: dict[str, str]) -> Texts:
    """The texts with Uzbek in both of its scripts."""
    return texts | {"uz_Cyrl": to_cyrillic(texts["uz"])}
