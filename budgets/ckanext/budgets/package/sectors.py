"""Which sector an amount belongs to, where its source knows departments or programmes only. Pure.

The mapping is a published table of its own: `code`, `sector`, and whatever else explains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ckanext.budgets.package.facts import Fact
from ckanext.budgets.package.problems import Problem

LEVEL = "sector:1"
MAPPED = ("administrative:1", "activity:1", "administrative:2")
"""The levels whose codes a mapping can be of: the first one that a budget has."""


@dataclass(frozen=True)
class Mapped:
    """The sector of each code of a level."""

    level: str
    sectors: Mapping[str, str]

    def of(self, fact: Fact) -> Fact:
        """The fact with its sector, where its code has one."""
        code = fact.dimensions.get(self.level, ("", ""))[0]
        sector = self.sectors.get(code)
        if sector is None:
            return fact
        return replace(fact, dimensions={**fact.dimensions, LEVEL: (sector, sector)})


def read(
    rows: Iterable[tuple[int, Mapping[str, str]]], levels: Iterable[str], known: Iterable[str]
) -> Mapped:
    """The mapping in a table; `known` are the codes of sectors. Raises Problem with its row."""
    level = next((name for name in MAPPED if name in set(levels)), "")
    if not level:
        raise Problem(0, "", "nothing_to_map")
    allowed, sectors = set(known), {}
    for number, row in rows:
        code, sector = (str(row.get(name) or "").strip() for name in ("code", "sector"))
        if not code or not sector:
            continue
        if sector not in allowed:
            raise Problem(number, "sector", "unknown_sector", sector)
        if sectors.setdefault(code, sector) != sector:
            raise Problem(number, "code", "mapped_twice", code)
    return Mapped(level, sectors)
