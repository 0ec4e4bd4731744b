"""The dictionary as a spreadsheet: one row for each column of the table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from ckanext.egov.publishing.dictionary import kinds
from ckanext.egov.publishing.dictionary.column import FLAGS, TEXTS, Column
from ckanext.egov.publishing.dictionary.imported import Imported, Unreadable
from ckanext.egov.publishing.dictionary.problem import Problem, _
from ckanext.egov.publishing.dictionary.text import LANGUAGES

_LABELS = {f"label_{language}": language for language in LANGUAGES}
_DESCRIPTIONS = {f"description_{language}": language for language in LANGUAGES}
HEADER = ("column", "type", *_LABELS, *_DESCRIPTIONS, *TEXTS, *FLAGS, "enum")
# A spreadsheet runs a cell that begins like this; a quote in front keeps it a text.
_RISKY = frozenset("=+-@'\t\r")
_BETWEEN = "|"


def dumps(columns: Iterable[Column]) -> str:
    """Return the dictionary as comma separated values."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(HEADER)
    writer.writerows(_row(column) for column in columns)
    return sheet.getvalue()


def loads(source: str) -> Imported:
    """Read a dictionary from a spreadsheet; each problem names its line."""
    # A spreadsheet may hold texts longer than the reader's usual 128 KiB.
    reader = csv.reader(io.StringIO(source, newline=""), _delimiter(source))
    imported, header, line = Imported(), None, 0
    try:
        for cells in reader:
            start, line = line + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(cells, start)
            else:
                _read_row(header, cells, start, imported)
    except csv.Error as error:
        message = _("Line {line}: this can't be read as a spreadsheet.")
        raise Unreadable(Problem("", "file", message, {"line": reader.line_num})) from error
    if header is None:
        raise Unreadable(Problem("", "file", _("Line 1: the file is empty.")))
    return imported


def _row(column: Column) -> list[str]:
    cells = {
        "column": column.id,
        "type": column.type,
        **{key: column.label.get(language, "") for key, language in _LABELS.items()},
        **{key: column.description.get(lang, "") for key, lang in _DESCRIPTIONS.items()},
        **{key: getattr(column, key) for key in TEXTS},
        **{key: kinds.written(getattr(column, key)) for key in FLAGS},
        "enum": _joined(column.enum),
    }
    return [safe_cell(cells[key]) for key in HEADER]


def _header(cells: Sequence[str], line: int) -> list[str]:
    names = [cell.strip().lower().replace("uz_cyrl", "uz_Cyrl") for cell in cells]
    if "column" not in names:
        message = _("Line {line}: the first row must have a cell «column» with column names below.")
        raise Unreadable(Problem("", "file", message, {"line": line}))
    return names


def _read_row(header: list[str], cells: list[str], line: int, imported: Imported) -> None:
    row = {key: _plain(cell) for key, cell in zip(header, cells, strict=False)}
    name = row.get("column", "").strip()
    if not name:
        message = _("Line {line}: the name of the column is missing.")
        imported.problems.append(Problem("", "column", message, {"line": line}))
        return
    if len(cells) > len(header):
        message = _("Line {line}: there are more cells than the first row has names.")
        imported.problems.append(Problem(name, "column", message, {"line": line}))
    imported.add(Column.from_field(_field(row)), line, _given(row))


def _field(row: dict[str, str]) -> dict[str, Any]:
    return {
        **{key: row.get(key, "") for key in (*TEXTS, *FLAGS)},
        "id": row["column"].strip(),
        "type": _type(row.get("type", "")),
        "label": {language: row.get(key, "") for key, language in _LABELS.items()},
        "description": {lang: row.get(key, "") for key, lang in _DESCRIPTIONS.items()},
        "enum": _parted(row.get("enum", "")),
    }


def _given(row: dict[str, str]) -> set[str]:
    given = row.keys() & {*TEXTS, *FLAGS, "enum", *_LABELS, *_DESCRIPTIONS}
    return given | ({"type"} if row.get("type", "").strip() else set())


def _type(written: str) -> str:
    word = written.strip().lower()
    return kinds.datastore_type(word) if word in kinds.KINDS else word or "text"


def _joined(values: Iterable[str]) -> str:
    return _BETWEEN.join(
        value.replace("\\", "\\\\").replace(_BETWEEN, "\\" + _BETWEEN) for value in values
    )


def _parted(text: str) -> list[str]:
    values, escaped = [""], False
    for letter in text:
        if escaped or letter not in ("\\", _BETWEEN):
            values[-1] += letter
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            values.append("")
    return values


def safe_cell(cell: str) -> str:
    """Return a cell that no spreadsheet program runs as a formula."""
    return "'" + cell if cell[:1] in _RISKY and not _is_number(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _RISKY and len(cell) > 1 else cell


def _is_number(cell: str) -> bool:
    try:
        kinds.read("number", cell)
    except ValueError:
        return False
    return True


def _delimiter(source: str) -> type[csv.Dialect]:
    first = source.split("\n", 1)[0]
    best = max(",;\t", key=first.count)

    class Found(csv.excel):
        delimiter = best

    return Found
