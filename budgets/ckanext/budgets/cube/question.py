"""What is asked of a cube, read from the words of the API. Pure.

The words are those of babbage, which OpenSpending spoke: `drilldown` and `cut` are joined by `|`,
several values of one cut by `;`:  `cut=phase:executed|fiscal_year:2020;2021|functional:07`.
A backslash takes from `|`, `;` and `\\` that meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.budgets.cube.shape import FIXED, Shape

EMPTY = "~"
"""In a cut: the facts that have no value there."""

MEASURES = ("amount", "rows", "per_head", "real")
MOST_CELLS = 10_000


@dataclass(frozen=True)
class Cut:
    """Facts whose `axis` has one of the values; None stands for no value."""

    axis: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Order:
    """By what cells are sorted."""

    by: str
    descending: bool = False


@dataclass(frozen=True)
class Question:
    """A question that fits its cube."""

    drilldowns: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()
    measures: tuple[str, ...] = ("amount", "rows")
    order: tuple[Order, ...] = ()
    page: int = 1
    page_size: int = 1000

    def cut_of(self, axis: str) -> Cut | None:
        """The cut of an axis, if there is one."""
        return next((cut for cut in self.cuts if cut.axis == axis), None)


class BadQuestion(ValueError):
    """A question that does not fit: what is wrong, and the word that is."""

    def __init__(self, code: str, word: str = "", choices: Iterable[Any] = ()) -> None:
        super().__init__(code, word)
        self.code = code
        self.word = word
        self.choices = [str(choice) for choice in choices]


def escaped(value: str) -> str:
    """A value as a cut writes it."""
    return re.sub(r"([\\|;])", r"\\\1", value)


def _split(text: str, mark: str) -> list[str]:
    """Pieces between marks that no backslash stands before; escapes stay as they are."""
    return re.findall(rf"(?:\\.|[^{re.escape(mark)}\\])+", text, re.DOTALL)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _split(text, "|") if part.strip()]


def read_drilldowns(text: str, shape: Shape) -> tuple[str, ...]:
    """The axes that make cells, each once and known to the cube."""
    found = _parts(text)
    for axis in found:
        if axis not in shape.axes:
            raise BadQuestion("unknown_axis", axis, shape.axes)
        if found.count(axis) > 1:
            raise BadQuestion("axis_twice", axis)
    return tuple(found)


def read_cuts(text: str, shape: Shape) -> tuple[Cut, ...]:
    """The conditions, each axis once."""
    cuts = [_read_cut(part, shape) for part in _parts(text)]
    axes = [cut.axis for cut in cuts]
    twice = [axis for axis in axes if axes.count(axis) > 1]
    if twice:
        raise BadQuestion("axis_twice", twice[0])
    return tuple(cuts)


def _read_cut(part: str, shape: Shape) -> Cut:
    axis, values = _axis_and_values(part, shape)
    found = [re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for value in _split(values, ";")]
    if not found:
        raise BadQuestion("cut_without_value", axis)
    if axis in shape.dimensions:
        return _cut_of_dimension(axis, found, shape)
    if axis == "fiscal_year":
        return Cut(axis, tuple(_year(value) for value in found))
    return Cut(axis, tuple(None if value == EMPTY else value for value in found))


def _axis_and_values(part: str, shape: Shape) -> tuple[str, str]:
    """Splits `functional:1:07` and `functional:07`: the longest name that fits wins."""
    names = sorted([*shape.axes, *shape.dimensions], key=len, reverse=True)
    for name in names:
        if part.startswith(f"{name}:"):
            return name, part[len(name) + 1 :]
    raise BadQuestion("unknown_axis", part.partition(":")[0], names)


def _year(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) == 4):
        raise BadQuestion("bad_year", value)
    return int(value)


def _cut_of_dimension(dimension: str, keys: list[str], shape: Shape) -> Cut:
    """A cut that names no level: every key must be of one and the same."""
    levels = shape.dimensions[dimension]
    where = {
        key: next((level for level in levels if key in shape.members.get(level, {})), None)
        for key in keys
    }
    unknown = next((key for key, level in where.items() if level is None), None)
    if unknown is not None:
        raise BadQuestion("unknown_member", unknown)
    for key, level in where.items():
        inside = set(shape.members[str(level)][key].parents) & set(keys)
        if inside:
            raise BadQuestion("total_with_parts", key, inside)
    if len(set(where.values())) > 1:
        raise BadQuestion("several_levels", dimension, levels)
    return Cut(str(where[keys[0]]), tuple(keys))


def read_measures(text: str) -> tuple[str, ...]:
    """What is told of each cell."""
    found = _parts(text) or ["amount", "rows"]
    unknown = next((name for name in found if name not in MEASURES), None)
    if unknown:
        raise BadQuestion("unknown_measure", unknown, MEASURES)
    return tuple(dict.fromkeys(found))


def read_order(text: str, drilldowns: Sequence[str]) -> tuple[Order, ...]:
    """By what cells are sorted: `amount:desc`, or an axis that makes cells."""
    found = []
    for part in _parts(text):
        by, _, way = part.rpartition(":") if part.endswith((":asc", ":desc")) else (part, "", "asc")
        if by not in ("amount", "rows", *drilldowns):
            raise BadQuestion("bad_order", part, ["amount", "rows", *drilldowns])
        found.append(Order(by, way == "desc"))
    return tuple(found)


def is_fixed(axis: str) -> bool:
    """Whether every cube has the axis."""
    return axis in FIXED
