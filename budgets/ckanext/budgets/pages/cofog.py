"""What the codes of COFOG mean in plain words, and the sectors they are counted for. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from ckanext.budgets.cube.shape import Shape
from ckanext.budgets.package.cofog import depth
from ckanext.egov.theme.transliteration import to_cyrillic

DIMENSION = "functional"
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class SectorCodes:
    """The functions that are counted for a sector, and the parts of them that are not."""

    codes: tuple[str, ...]
    without: tuple[str, ...] = ()


@cache
def sector_codes() -> Mapping[str, SectorCodes]:
    """By the code of the sector."""
    held = yaml.safe_load((DATA / "sector_codes.yaml").read_text(encoding="utf-8"))
    return {
        sector: SectorCodes(tuple(row["codes"]), tuple(row.get("without", ())))
        for sector, row in held.items()
    }


@cache
def words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Divisions, groups and some classes in plain words, by code."""
    held = yaml.safe_load((DATA / "cofog_words.yaml").read_text(encoding="utf-8"))
    return {
        code: {name: texts | {"uz_Cyrl": to_cyrillic(texts["uz"])} for name, texts in row.items()}
        for code, row in held.items()
    }


def level_of(code: str) -> str:
    """The level that a code is of."""
    return f"{DIMENSION}:{depth(code)}"


def key_of(shape: Shape, code: str) -> str | None:
    """What a budget calls a function; None where no amount of it is there."""
    return code if code in shape.members.get(level_of(code), {}) else None


def is_told(shape: Shape) -> bool:
    """Whether the functions of a budget are those of COFOG."""
    return DIMENSION in shape.dimensions and shape.taxonomies.get(DIMENSION) == "cofog"
