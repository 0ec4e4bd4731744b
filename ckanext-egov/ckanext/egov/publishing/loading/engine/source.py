"""A file brought into a form that DuckDB reads: every cell as the text it was."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .headings import Heading

LINE_BYTES = 2_000_000
BUFFER_BYTES = 8_000_000


@dataclass(frozen=True)
class Source:
    """UTF-8 CSV with known columns, or a Parquet file whose types are its own."""

    path: Path
    columns: list[Heading]
    delimiter: str = ","
    skip: int = 1
    width: int = 0
    encoding: str = "utf-8"
    original: bool = False
    longest: int = LINE_BYTES
    """Bytes of the longest row; DuckDB's buffers are made by it."""
    first_row: int = 2
    """Where the data begin in the file as a person sees it."""
    types: dict[str, str] = field(default_factory=dict)
    """Of Parquet: column -> PostgreSQL type; empty when types are to be found out."""
    nested: frozenset[str] = frozenset()
    """Of Parquet: columns that hold lists or records."""

    @property
    def relation(self) -> str:
        """DuckDB's name for the rows; columns are c0, c1, … whatever the headings say."""
        if self.types:
            names = ", ".join(column(heading) for heading in self.columns)
            return f"read_parquet({_literal(self.path)}) AS parquet({names})"
        width = max(self.width, len(self.columns))
        columns = ", ".join(f"'c{position}': 'VARCHAR'" for position in range(width))
        return (
            f"read_csv({_literal(self.path)}, auto_detect=false, header=false, skip={self.skip}, "
            f"delim={_literal(self.delimiter)}, quote='\"', escape='\"', "
            f"max_line_size={self.longest}, buffer_size={max(BUFFER_BYTES, self.longest)}, "
            f"columns={{{columns}}})"
        )


def column(heading: Heading) -> str:
    """The DuckDB column of a heading."""
    return f"c{heading.position}"


def write_source(
    path: Path,
    columns: list[Heading],
    rows: Iterable[Sequence[str]],
    encoding: str = "utf-8",
    first_row: int = 2,
) -> Source:
    """Write rows of text as the plainest CSV and describe it."""
    renumbered = [
        Heading(heading.name, heading.title, position) for position, heading in enumerate(columns)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow([heading.name for heading in renumbered])
        longest = LINE_BYTES
        for row in rows:
            longest = max(longest, _bytes_of(row))
            writer.writerow(row)
    return Source(
        path=path, columns=renumbered, encoding=encoding, longest=longest, first_row=first_row
    )


def _bytes_of(row: Sequence[str]) -> int:
    """At most what a row takes when written; exact only where that matters."""
    if 8 * sum(map(len, row)) < LINE_BYTES:
        return 0
    return sum(len(cell.encode()) + cell.count('"') + 3 for cell in row)


def _literal(value: Path | str) -> str:
    return "'" + str(value).replace("'", "''") + "'"
