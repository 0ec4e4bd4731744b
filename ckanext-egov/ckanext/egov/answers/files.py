"""Obligations as files: JSON as the API gives it, CSV that opens in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from ckanext.egov.publishing.dictionary.csv_file import safe_cell
from ckanext.egov.vocabularies import text_in
from flask import Response

COLUMNS = (
    "obligation_id", "body", "kind", "object_id", "title", "state", "owed_at", "acknowledge_by",
    "answer_by", "acknowledged_at", "due", "days_late", "url",
)  # fmt: skip


def send(found: dict[str, Any], format: str, name: str, inline: bool = False) -> Response:
    """A file of what was found."""
    if format == "json":
        text = json.dumps(found, ensure_ascii=False, indent=2)
        response = Response(text, content_type="application/json; charset=utf-8")
    else:
        response = Response(_sheet(found["results"]), content_type="text/csv; charset=utf-8")
    place = "inline" if inline else "attachment"
    response.headers["Content-Disposition"] = f'{place}; filename="{name}.{format}"'
    return response


def _sheet(rows: list[dict[str, Any]]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([safe_cell(_cell(row[column])) for column in COLUMNS])
    # Spreadsheet programs take a CSV for an old encoding without this mark.
    return "\ufeff" + sheet.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else text_in(value, "uz")
