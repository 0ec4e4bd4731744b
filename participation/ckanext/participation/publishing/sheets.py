"""Tables as CSV files. Pure."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from ckanext.egov.publishing.dictionary import kinds
from ckanext.egov.publishing.dictionary.csv_file import safe_cell
from ckanext.participation.publishing.tables import Column, Table


def as_csv(table: Table) -> bytes:
    """The file: UTF-8, a header line, empty cells for what is not known or left out."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow(
            [cell(value, column) for value, column in zip(row, table.columns, strict=True)]
        )
    return sheet.getvalue().encode("utf-8")


def cell(value: Any, column: Column) -> str:
    """A value as text; no text becomes a formula in a spreadsheet."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    written = kinds.written(value)
    return safe_cell(written.replace("\x00", "")) if column.type == "string" else written


def fields(table: Table) -> list[dict[str, Any]]:
    """The columns as the DataStore and its dictionary take them."""
    return [_field(column) for column in table.columns]


def _field(column: Column) -> dict[str, Any]:
    said = {
        "label": dict(column.label),
        "description": dict(column.description),
        "unit": column.unit,
        "code_list": column.code_list,
        "required": column.required,
        "unique": column.unique,
        "minimum": column.minimum,
        "enum": list(column.enum),
    }
    kept = {name: value for name, value in said.items() if value}
    info = {"label": column.label["en"], "notes": column.description["en"]}
    type_ = kinds.datastore_type(column.type)
    return {"id": column.name, "type": type_, "info": info, **kept}


def fingerprint(content: bytes) -> str:
    """Changes when a file does."""
    return sha256(content).hexdigest()
