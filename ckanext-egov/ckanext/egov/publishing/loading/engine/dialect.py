"""How a delimited text file separates its cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 200


@dataclass(frozen=True)
class Dialect:
    """The delimiter, and how many rows stand before the data (heading included)."""

    delimiter: str
    skip: int
    headings: tuple[str, ...]


def dialect_of(start: str, named: str = "csv", complete: bool = True) -> Dialect:
    """Judge the first part of a file; `complete` when `start` is the whole of it."""
    declared, start = _declared_by_excel(start)
    lines = start if complete else start[: start.rfind("\n") + 1] or start
    delimiter = declared or _best(lines, "\t" if named == "tsv" else ",")
    skip, cells = 1 + bool(declared), []
    for cells in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter):
        if any(cell.strip() for cell in cells):
            break
        skip += 1
    return Dialect(delimiter, skip, tuple(cells))


def _declared_by_excel(start: str) -> tuple[str | None, str]:
    """Excel writes `sep=;` as a first line of its own."""
    first, _, rest = start.partition("\n")
    first = first.strip().lower()
    if len(first) == 5 and first.startswith("sep="):
        return first[4], rest
    return None, start


def _best(text: str, usual: str) -> str:
    """The one that cuts most rows into the same, highest number of cells."""

    def fit(delimiter: str) -> tuple[float, int, bool]:
        widths = _widths(text, delimiter)
        if not widths:
            return (0.0, 0, delimiter == usual)
        width, often = Counter(widths).most_common(1)[0]
        agreeing = often / len(widths) if width > 1 else 0.0
        return (round(agreeing, 1), width, delimiter == usual)

    best = max(DELIMITERS, key=fit)
    return best if fit(best)[0] else usual


def _widths(text: str, delimiter: str) -> list[int]:
    widths = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if cells:
                widths.append(len(cells))
            if len(widths) == SAMPLE_ROWS:
                break
    except csv.Error:
        return []
    return widths
