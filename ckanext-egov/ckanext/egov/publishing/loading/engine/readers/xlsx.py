"""XLSX, a row at a time."""

from __future__ import annotations

import contextlib
import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl

from ..errors import LoadError, excerpt
from ..headings import Heading, headings
from ..source import Source, write_source
from ..spec import Limits, Tell

# openpyxl keeps all distinct texts of a file in memory; the rows it does not.
TEXTS_MB = 150
RATIO = 300
EMPTY_ROWS = 10_000


def read_xlsx(path: Path, folder: Path, limits: Limits, tell: Tell) -> Source:
    """The first visible sheet; its first row that is not empty is the headings."""
    with first_sheet(path, limits, tell) as sheet:
        return _read_sheet(sheet, folder, limits)


@contextlib.contextmanager
def first_sheet(path: Path, limits: Limits, tell: Tell) -> Iterator[Any]:
    """The first visible sheet, once the file is known to be harmless."""
    _check_parts(path, limits)
    with path.open("rb") as file, contextlib.closing(_open(file)) as book:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise LoadError("empty_file")
        if len(sheets) > 1:
            others = ", ".join(sheet.title for sheet in sheets[1:])
            tell("warning", {"code": "other_sheets", "sheet": sheets[0].title, "others": others})
        sheets[0].reset_dimensions()
        yield sheets[0]


def _open(file: BinaryIO) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(file, read_only=True, data_only=True)
    except Exception as error:
        raise LoadError("broken_file", detail=excerpt(str(error))) from error


def _check_parts(path: Path, limits: Limits) -> None:
    """The sizes that the archive declares; Python's reader does not unpack more than those."""
    most = limits.unpacked_mb << 20
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        total = sum(part.file_size for part in parts)
        swollen = [
            part
            for part in parts
            if part.file_size > 10 << 20 and part.file_size > RATIO * max(part.compress_size, 1)
        ]
        texts = sum(part.file_size for part in parts if part.filename.endswith("Strings.xml"))
        if total > most or swollen:
            raise LoadError("unpacks_too_large", most=limits.unpacked_mb)
        if texts > TEXTS_MB << 20:
            raise LoadError("unpacks_too_large", most=TEXTS_MB)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _refuse_entities(archive, part)


def _refuse_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A document type is where the bombs of XML are declared; Office never writes one."""
    try:
        with archive.open(part) as file:
            start = file.read(4096)
    except (zipfile.BadZipFile, RuntimeError, OSError) as error:
        raise LoadError("broken_file", detail=excerpt(str(error))) from error
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise LoadError("broken_file", detail=part.filename)


def _read_sheet(sheet: Any, folder: Path, limits: Limits) -> Source:
    rows = numbered(sheet)
    number, cells = next(rows, (0, []))
    if not cells:
        raise LoadError("empty_file")
    columns = headings(cells, limits.columns)
    return write_source(
        folder / "plain.csv",
        columns,
        _checked(rows, columns, limits),
        "xlsx",
        first_row=number + 1,
    )


def numbered(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Row numbers and texts of the rows that hold anything."""
    empty = 0
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [_text(value) for value in row]
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                empty = 0
                yield number, cells
            elif (empty := empty + 1) > EMPTY_ROWS:
                return
    except LoadError:
        raise
    except Exception as error:
        raise LoadError("broken_file", detail=excerpt(str(error))) from error


def _checked(
    rows: Iterator[tuple[int, list[str]]], columns: list[Heading], limits: Limits
) -> Iterator[list[str]]:
    width = len(columns)
    for number, cells in rows:
        if len(cells) > width:
            raise LoadError(
                "row_too_long",
                row=number,
                column=columns[-1].title,
                found=len(cells),
                expected=width,
                extra=excerpt(next(cell for cell in cells[width:] if cell.strip())),
            )
        for column, cell in zip(columns, cells, strict=False):
            if "\0" in cell:
                raise LoadError("nul_byte", row=number, column=column.title)
        yield cells + [""] * (width - len(cells))


def _text(value: Any) -> str:
    """A cell as the same text that a CSV would have."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return str(value)
