"""What is known of a cube without reading its facts; kept inside the Parquet file. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

PHASES = ("proposed", "approved", "adjusted", "executed")
FIXED = ("fiscal_year", "period", "phase", "direction", "currency", "resource")
"""Axes that every cube has; the others are levels of its dimensions, such as `functional:1`."""

LEVEL = re.compile(r"[a-z][a-z_]*:[1-9]")


@dataclass(frozen=True)
class Slice:
    """Facts that agree in when, what and in which money they count."""

    fiscal_year: int
    period: str
    phase: str
    direction: str
    currency: str
    resource: str
    rows: int
    amount: int


@dataclass(frozen=True)
class Member:
    """One value of a level: its label, and the keys of the levels above, highest first."""

    label: str
    parents: tuple[str, ...] = ()


Members = dict[str, dict[str, Member]]


@dataclass(frozen=True)
class Shape:
    """The levels, members and slices of one cube.

    exponent    digits of the minor unit: 2 where amounts are in hundredths
    exclusive   levels whose members may not be added, because the same money is in several
    taxonomies  the list that the codes of a dimension come from, such as `cofog`
    excluded    rows of the source that are no facts (totals, year to date), by reason
    cumulative  resources in which a period holds the amounts of those before it in its year
    """

    levels: tuple[str, ...]
    slices: tuple[Slice, ...]
    members: Members
    exponent: int = 2
    exclusive: tuple[str, ...] = ()
    taxonomies: Mapping[str, str] = field(default_factory=dict)
    excluded: Mapping[str, int] = field(default_factory=dict)
    cumulative: tuple[str, ...] = ()

    @property
    def axes(self) -> tuple[str, ...]:
        """Everything that can be drilled into or cut by."""
        return FIXED + self.levels

    @property
    def dimensions(self) -> dict[str, list[str]]:
        """Levels of each dimension, highest first."""
        found: dict[str, list[str]] = {}
        for level in self.levels:
            found.setdefault(dimension_of(level), []).append(level)
        return found

    def values(self, axis: str) -> list[Any]:
        """The values of a fixed axis that occur, in order."""
        found = {getattr(item, axis) for item in self.slices}
        return sorted(found, key=PHASES.index) if axis == "phase" else sorted(found)

    def label(self, level: str, key: str | None) -> str:
        """What a member is called; the key itself where it has no name."""
        member = self.members.get(level, {}).get(key or "")
        return (member.label if member else "") or key or ""


def dimension_of(level: str) -> str:
    """The dimension of a level: `functional` of `functional:1`."""
    return level.partition(":")[0]


def in_order(levels: Iterable[str]) -> tuple[str, ...]:
    """Levels by dimension and depth; refuses what is no name of a level."""
    found = sorted(set(levels))
    wrong = [level for level in found if not LEVEL.fullmatch(level)]
    if wrong:
        raise ValueError(f"not a level: {wrong[0]!r}")
    return tuple(found)


def dump(shape: Shape) -> str:
    """The shape as text."""
    return json.dumps(asdict(shape), ensure_ascii=False)


def load(text: str) -> Shape:
    """The shape from its text."""
    held = json.loads(text)
    members = {
        level: {key: Member(item["label"], tuple(item["parents"])) for key, item in found.items()}
        for level, found in held["members"].items()
    }
    return Shape(
        levels=tuple(held["levels"]),
        slices=tuple(Slice(**item) for item in held["slices"]),
        members=members,
        exponent=held["exponent"],
        exclusive=tuple(held["exclusive"]),
        taxonomies=held["taxonomies"],
        excluded=held["excluded"],
        cumulative=tuple(held["cumulative"]),
    )


def joined(shapes: Iterable[Shape]) -> Shape:
    """One shape for the resources of a dataset, which are read together."""
    found = list(shapes)
    exponents = {shape.exponent for shape in found}
    if len(exponents) > 1:
        raise ValueError("amounts of these resources are in different minor units")
    members: Members = {}
    for shape in found:
        for level, named in shape.members.items():
            members.setdefault(level, {}).update(named)
    excluded: dict[str, int] = {}
    for shape in found:
        for reason, rows in shape.excluded.items():
            excluded[reason] = excluded.get(reason, 0) + rows
    return Shape(
        levels=in_order(level for shape in found for level in shape.levels),
        slices=tuple(item for shape in found for item in shape.slices),
        members=members,
        exponent=exponents.pop() if exponents else 2,
        exclusive=in_order(level for shape in found for level in shape.exclusive),
        taxonomies={name: value for shape in found for name, value in shape.taxonomies.items()},
        excluded=excluded,
        cumulative=tuple(name for shape in found for name in shape.cumulative),
    )
