"""The indicators as a CSV table, in the language of the reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

COLUMNS = (
    "code", "title", "status", "why", "number", "unit", "newest", "evidence", "evidence_checked_at",
    "computed_at", "counted", "cell", "cell_number", "cell_newest",
)  # fmt: skip


def as_csv(found: Iterable[dict[str, Any]], text: Callable[[Any], str], root: str) -> str:
    """One row for each indicator, and one more for each cell of its matrix."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for item in found:
        row = _row(item, text, root)
        writer.writerow(row)
        matrix = (item["value"] or {}).get("matrix") or {}
        for code, cell in matrix.items():
            cells = {"cell": code, "cell_number": cell["number"], "cell_newest": cell["newest"]}
            writer.writerow({"code": item["code"], "title": row["title"], **cells})
    return out.getvalue()


def _row(item: dict[str, Any], text: Callable[[Any], str], root: str) -> dict[str, Any]:
    value = item["value"] or {}
    row = {name: value.get(name, "") for name in ("number", "unit", "newest", "computed_at")}
    return row | {
        "code": item["code"],
        "title": text(item["title"]),
        "status": item["status"],
        "why": " ".join(item["why"]),
        "evidence": root + value["url"] if value else "",
        "evidence_checked_at": value.get("evidence_checked_at") or "",
        "counted": text(item["counted"]),
    }
