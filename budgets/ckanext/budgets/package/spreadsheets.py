"""A file as an office sends it: its headings found, every cell as text, rows by their numbers."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ckanext.budgets.package import headings
from ckanext.budgets.package.headings import LOOKED_AT, Numbered
from ckanext.egov.publishing.loading.engine.encoding import encoding_of
from ckanext.egov.publishing.loading.engine.errors import LoadError
from ckanext.egov.publishing.loading.engine.headings import headings as column_names
from ckanext.egov.publishing.loading.engine.kind import kind_of
from ckanext.egov.publishing.loading.engine.readers.text import find_dialect, to_utf8
from ckanext.egov.publishing.loading.engine.spec import Limits

Row = Mapping[str, str]
_COMPUTED = re.compile(r"-?\d+\.\d{10,}\Z")


@dataclass(frozen=True)
class Spreadsheet:
    """The table of a file; it can be read again and again."""

    path: Path
    kind: str
    delimiter: str
    names: tuple[str, ...]
    heading_row: int
    titles: tuple[str, ...]
    limits: Limits

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Rows below the headings that are not empty."""
        width = len(self.names)
        for number, cells in _numbered(self.path, self.kind, self.delimiter, self.limits):
            if number <= self.heading_row or not any(cell.strip() for cell in cells):
                continue
            extra = next((cell for cell in cells[width:] if cell.strip()), "")
            if extra:
                raise LoadError(
                    "row_too_long", row=number, column=self.names[-1], found=len(cells),
                    expected=width, extra=extra[:40],
                )  # fmt: skip
            yield (
                number,
                dict(zip(self.names, [*cells, *[""] * (width - len(cells))], strict=False)),
            )


def open_spreadsheet(path: Path, named_format: str, folder: Path, limits: Limits) -> Spreadsheet:
    """Find the headings of a CSV, TSV or XLSX file; raises LoadError with row and column."""
    kind = kind_of(path, named_format)
    delimiter = ""
    if kind in ("csv", "tsv"):
        encoding = encoding_of(path)
        if encoding not in {"utf-8", "utf-8-sig"}:
            path = to_utf8(path, encoding, folder / "utf8.csv")
        delimiter = find_dialect(path, kind).delimiter
    elif kind != "xlsx":
        raise LoadError("not_a_table", found=kind)
    start = list(itertools.islice(_numbered(path, kind, delimiter, limits), LOOKED_AT))
    try:
        found = headings.find(start)
    except headings.NoHeadings as error:
        raise LoadError("empty_heading", row=error.row, column="1") from error
    names = tuple(heading.name for heading in column_names(list(found.names), limits.columns))
    return Spreadsheet(path, kind, delimiter, names, found.last_row, found.titles, limits)


def _numbered(path: Path, kind: str, delimiter: str, limits: Limits) -> Iterator[Numbered]:
    if kind == "xlsx":
        yield from _of_sheet(path, limits)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            yield from enumerate(csv.reader(file, delimiter=delimiter), start=1)
        except csv.Error as error:
            raise LoadError("broken_quotes", row=1, detail=str(error)) from error


def _of_sheet(path: Path, limits: Limits) -> Iterator[tuple[int, Sequence[str]]]:
    # It takes as long to import as all the rest together.
    from ckanext.egov.publishing.loading.engine.readers.xlsx import first_sheet, numbered

    with first_sheet(path, limits, lambda _event, _data: None) as sheet:
        yield from numbered(sheet)
