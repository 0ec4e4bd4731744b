"""CSV and TSV: told as they are to DuckDB, or rewritten plainly when DuckDB would stumble."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from ..dialect import Dialect, dialect_of
from ..encoding import encoding_of
from ..errors import LoadError, excerpt
from ..headings import Heading, headings
from ..source import Source, write_source
from ..spec import Limits

START = 1 << 18
csv.field_size_limit(16_000_000)


def read_text(path: Path, kind: str, folder: Path, limits: Limits) -> Source:
    """The file itself when it is UTF-8, otherwise a UTF-8 copy of it."""
    encoding = encoding_of(path)
    if encoding not in {"utf-8", "utf-8-sig"}:
        path = to_utf8(path, encoding, folder / "utf8.csv")
    dialect = find_dialect(path, kind)
    cells = list(dialect.headings)
    kept = _without_empty_tail(path, dialect, cells)
    columns = headings(kept, limits.columns)
    return Source(
        path=path,
        columns=columns,
        delimiter=dialect.delimiter,
        skip=dialect.skip,
        width=len(cells),
        encoding=encoding,
        original=True,
    )


def rewrite(source: Source, folder: Path, limits: Limits) -> Source:
    """The same rows in the plainest CSV. Finds the row that is torn, if one is."""
    return write_source(
        folder / "plain.csv", source.columns, _rows(source, limits), source.encoding
    )


def _rows(source: Source, limits: Limits) -> Iterator[list[str]]:
    with source.path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=source.delimiter, strict=True)
        row = 0
        try:
            for row, cells in enumerate(reader, 1 - source.skip + 1):
                if row > 1 and cells:
                    yield _checked(cells, row, source, limits)
        except csv.Error as error:
            raise LoadError("broken_quotes", row=max(row, 1) + 1, detail=str(error)) from error


def _checked(cells: list[str], row: int, source: Source, limits: Limits) -> list[str]:
    columns = source.columns
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        raise LoadError(
            "row_too_long",
            row=row,
            column=columns[-1].title,
            found=len(cells),
            expected=len(columns),
            extra=excerpt(cells[len(columns)]),
        )
    if len(cells) < len(columns):
        raise LoadError(
            "row_too_short",
            row=row,
            column=columns[len(cells)].title,
            found=len(cells),
            expected=len(columns),
        )
    for column, cell in zip(columns, cells, strict=False):
        if len(cell.encode()) > limits.cell_bytes:
            raise LoadError("cell_too_long", row=row, column=column.title, most=limits.cell_bytes)
    return cells[: len(columns)]


def find_dialect(path: Path, kind: str) -> Dialect:
    """How the cells are separated, by the start of the file."""
    with path.open("rb") as file:
        start = file.read(START)
        complete = not file.read(1)
    # A chunk may end inside a letter: the torn end is not judged.
    text = codecs.getincrementaldecoder("utf-8-sig")().decode(start)
    return dialect_of(text, kind, complete)


def _without_empty_tail(path: Path, dialect: Dialect, cells: list[str]) -> list[str]:
    """Each row ending in a delimiter makes a last column without heading or cells: none."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    if len(kept) == len(cells) or not kept:
        return cells
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter=dialect.delimiter)):
            if number >= dialect.skip and any(cell.strip() for cell in row[len(kept) :]):
                return cells
    return kept


def to_utf8(path: Path, encoding: str, target: Path) -> Path:
    """A copy of the file in UTF-8."""
    try:
        with (
            path.open(encoding=encoding, newline="") as old,
            target.open("w", encoding="utf-8", newline="") as new,
        ):
            while part := old.read(1 << 20):
                if "\0" in part:
                    raise LoadError("nul_byte")
                new.write(part)
    except UnicodeDecodeError as error:
        raise LoadError("unknown_encoding", detail=str(error)) from error
    return target


__all__ = ["Heading", "read_text", "rewrite"]
