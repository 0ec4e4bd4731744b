"""Small cells are left out, and as many others as it takes so that totals don't give them back.

Pure. A column of numbers of people divides a total that is public (the count of the process, the
public record). A cell of 1 to `least - 1` could point at people, so it is left out. Left out alone
it could be computed from the total; so the smallest larger number goes with it, in every cell that
has it. When there is none, every cell goes, zeros too.

Why nobody can compute a hidden cell, not even who knows this rule: among the hidden cells are at
least two different numbers, one below `least` and one not (or a zero). Any exchange of the hidden
numbers among the hidden cells gives the same published table, because ties go together. So each
hidden cell may hold either. The test of this file tries all small tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

DEFAULT_LEAST = 10
LOWEST_LEAST = 3
"""Below three, what is hidden could be only one number."""


def least_of(rules: Mapping[str, Any]) -> int:
    """The smallest number that a process publishes, as its frozen rules declare it."""
    declared = rules.get("min_cell")
    return declared if isinstance(declared, int) else DEFAULT_LEAST


def hidden(cells: Sequence[int], least: int) -> list[bool]:
    """Which cells are left out; `cells` add up to a total that everybody knows."""
    least = max(least, LOWEST_LEAST)
    if len(cells) < 2 or not any(0 < cell < least for cell in cells):
        return [False] * len(cells)
    companion = min((cell for cell in cells if cell >= least), default=None)
    if companion is None:
        return [True] * len(cells)
    return [0 < cell < least or cell == companion for cell in cells]


def hidden_while_counting(cells: Sequence[int], least: int) -> list[bool]:
    """Which cells are left out of counts that grow before everybody's eyes.

    All that are left out in the end, and zeros too: a zero that vanishes would say where somebody
    acted just now. One left out alone takes the smallest larger number with it.
    """
    least = max(least, LOWEST_LEAST)
    out = [gone or cell < least for gone, cell in zip(hidden(cells, least), cells, strict=True)]
    companion = min((cell for cell in cells if cell >= least), default=None)
    if sum(out) == 1:
        return [gone or cell == companion for gone, cell in zip(out, cells, strict=True)]
    return out


def suppressed(cells: Sequence[int], least: int) -> list[int | None]:
    """The cells as they may be published."""
    out = hidden(cells, least)
    return [None if gone else cell for cell, gone in zip(cells, out, strict=True)]
