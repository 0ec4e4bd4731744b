"""Which sums a cube may give: none that adds the same money twice. Pure.

Several phases of one year are the same money planned and spent; revenue is no part of expenditure;
two currencies have no sum; a year and its quarters are a total and its parts; what is counted from
the start of the year holds the quarters before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.budgets.cube.question import Question
from ckanext.budgets.cube.shape import FIXED, Shape, Slice

APART = ("phase", "direction", "currency")
"""Fixed axes whose values are never added."""


@dataclass(frozen=True)
class Refusal:
    """Why there is no such sum, and what can be chosen instead."""

    code: str
    axis: str
    choices: tuple[str, ...] = ()


def refusal(question: Question, shape: Shape) -> Refusal | None:
    """Why the cells of this question would count money twice; None when they do not."""
    return _mixing(question, shape, question.drilldowns)


def refusal_of_total(question: Question, shape: Shape) -> Refusal | None:
    """Why the cells, right as each of them is, may not be added to a total."""
    return _mixing(question, shape, ())


def _mixing(question: Question, shape: Shape, apart: Sequence[str]) -> Refusal | None:
    slices = list(matching(question, shape.slices))
    for axis in APART:
        values = {getattr(item, axis) for item in slices}
        if axis not in apart and len(values) > 1:
            choices = tuple(str(value) for value in shape.values(axis) if value in values)
            return Refusal(f"mixes_{axis}", axis, choices)
    for level in shape.exclusive:
        if level not in apart and _members_left(question, shape, level) > 1:
            return Refusal("mixes_exclusive", level, tuple(shape.members[level]))
    if "period" not in apart:
        return _mixed_periods(slices) or _added_up(slices, shape)
    return None


def _members_left(question: Question, shape: Shape, level: str) -> int:
    cut = question.cut_of(level)
    return len(set(cut.values)) if cut else len(shape.members.get(level, {}))


def matching(question: Question, slices: Iterable[Slice]) -> Iterable[Slice]:
    """The slices that the cuts leave, as far as slices can tell."""
    cuts = [cut for cut in question.cuts if cut.axis in FIXED]
    for item in slices:
        if all(getattr(item, cut.axis) in cut.values for cut in cuts):
            yield item


def _mixed_periods(slices: list[Slice]) -> Refusal | None:
    """A year beside its quarters, or quarters beside months, in the same budget."""
    lengths: dict[tuple[Any, ...], dict[str, set[str]]] = {}
    for item in slices:
        budget = (item.fiscal_year, item.phase, item.direction, item.currency)
        lengths.setdefault(budget, {}).setdefault(length_of(item.period), set()).add(item.period)
    for found in lengths.values():
        if len(found) > 1:
            periods = sorted({period for some in found.values() for period in some})
            return Refusal("mixes_periods", "period", tuple(periods))
    return None


def _added_up(slices: list[Slice], shape: Shape) -> Refusal | None:
    """Several periods of a year where each holds the amounts of those before it."""
    found: dict[tuple[Any, ...], set[str]] = {}
    for item in slices:
        if item.resource in shape.cumulative and length_of(item.period) != "year":
            budget = (item.fiscal_year, item.phase, item.direction, item.currency)
            found.setdefault(budget, set()).add(item.period)
    added = next((periods for periods in found.values() if len(periods) > 1), None)
    return Refusal("mixes_cumulative", "period", tuple(sorted(added))) if added else None


def length_of(period: str) -> str:
    """How long a period is, by its name: `2023-Q1`, `Q1`, `2023-04`, `2023-H1`; else a year."""
    part = period.upper().rpartition("-")[2]
    if part.startswith("Q"):
        return "quarter"
    if part.startswith("H"):
        return "half"
    if part.startswith("M") or (len(part) == 2 and part.isdigit()):
        return "month"
    return "year"
