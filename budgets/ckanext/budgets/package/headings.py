"""Finds the headings of a spreadsheet: titles above them, headings in two rows, merged cells. Pure.

Offices write a title or two, then headings of which the upper ones are merged over several columns
("2024" over "plan" and "fact"), then rows. What is said once above several columns is said of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LOOKED_AT = 60
MOST_ROWS = 3
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?\Z")
_AMOUNT = re.compile(r"[-−(]?\d[\d\s\u00a0\u202f.,']*\)?\Z")

Numbered = tuple[int, Sequence[str]]


class NoHeadings(ValueError):
    """There is no row that can be the headings; `row` is where they were looked for."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


@dataclass(frozen=True)
class Headings:
    """The names of columns, and what stands above them."""

    names: tuple[str, ...]
    last_row: int
    titles: tuple[str, ...] = ()


def find(rows: Sequence[Numbered]) -> Headings:
    """The headings among the first rows of a table."""
    filled = [(number, [cell.strip() for cell in cells]) for number, cells in rows]
    filled = [(number, cells) for number, cells in filled if any(cells)]
    if not filled:
        raise NoHeadings(1)
    width = max(sum(map(bool, cells)) for _, cells in filled)
    first = next(
        (place for place, (_, cells) in enumerate(filled) if _is_data(cells, width)), len(filled)
    )
    top = _top(filled, first, width)
    block = filled[top:first]
    if not block:
        raise NoHeadings(filled[0][0])
    titles = tuple(cell for _, cells in filled[:top] for cell in cells if cell)
    return Headings(tuple(_joined([cells for _, cells in block])), block[-1][0], titles)


def _is_data(cells: Sequence[str], width: int) -> bool:
    """A row with amounts in it; a bare year may be a heading."""
    amounts = [cell for cell in cells if _AMOUNT.match(cell) and not _YEAR.match(cell)]
    texts = [cell for cell in cells if cell and not _AMOUNT.match(cell)]
    numbering = amounts == [str(n) for n in range(1, len(amounts) + 1)] and not texts
    return bool(amounts) and not numbering and sum(map(bool, cells)) * 2 >= min(width, 4)


def _top(filled: Sequence[Numbered], first: int, width: int) -> int:
    """Where the block of headings above the first row of data begins: an empty row ends it."""
    top = first
    while top and first - top < MOST_ROWS and _is_heading(filled[top - 1][1], width):
        if top < first and filled[top][0] - filled[top - 1][0] > 1:
            break
        top -= 1
    return top


def _is_heading(cells: Sequence[str], width: int) -> bool:
    found = sum(map(bool, cells))
    return found >= min(2, width)


def _joined(block: Sequence[Sequence[str]]) -> list[str]:
    width = max(map(len, block))
    rows = [[*cells, *[""] * (width - len(cells))] for cells in block]
    for upper in rows[:-1]:
        _spread(upper, rows[-1])
    rows = [row for row in rows if not _is_numbering(row)]
    names = [" / ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*rows, strict=True)]
    while names and not names[-1]:
        names.pop()
    return names


def _spread(upper: list[str], lower: Sequence[str]) -> None:
    """What stands over several columns is said of each of them that has a heading of its own."""
    for place in range(1, len(upper)):
        if not upper[place] and lower[place] and upper[place - 1] and lower[place - 1]:
            upper[place] = upper[place - 1]


def _is_numbering(cells: Sequence[str]) -> bool:
    """A row that only counts the columns: 1, 2, 3."""
    told = [cell for cell in cells if cell]
    return len(told) > 1 and told == [str(number) for number in range(1, len(told) + 1)]
