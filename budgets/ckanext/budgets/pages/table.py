"""The numbers of a picture as a table, for a page and as CSV. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Cell:
    """What a reader sees, what a program gets, and where it leads."""

    text: str
    value: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Column:
    """A column; numbers stand to the right."""

    title: str
    is_number: bool = True


@dataclass(frozen=True)
class Table:
    """Columns and rows; the first cell of a row is its head, `foot` the sum, if there is one."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = field(default=())


def as_csv(table: Table) -> str:
    """The table for programs: plain numbers, a byte order mark so that Excel reads the letters."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow([cell.value or cell.text for cell in row])
    return "\ufeff" + text.getvalue()


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """A share in percent; None of nothing."""
    return part * 100 / whole if whole else None
