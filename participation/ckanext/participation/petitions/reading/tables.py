"""Lists and numbers of petitions as CSV, which spreadsheets open as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import ckan.plugins.toolkit as tk

from .. import pictures

MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""
LISTED = (
    "process_no", "url", "title", "body", "region", "sectors", "groups_in_need", "level",
    "state", "standing", "language", "count", "threshold", "recent", "opened_at", "closes_at",
    "threshold_reached_at", "waiting_days", "answered_at", "rejected_at", "rejection_reason",
    "demonstration",
)  # fmt: skip
COUNTED = ("by", "code", "title", "signatures", "per_million_people", "note")


def of_list(petitions: Iterable[dict[str, Any]]) -> str:
    """One petition a row."""
    return write(LISTED, ([_listed(item, name) for name in LISTED] for item in petitions))


def of_numbers(petition: dict[str, Any]) -> str:
    """The numbers of one petition: in all, by region, by hour."""
    return write(COUNTED, _counted(petition))


def write(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table in which no text is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return MARK + out.getvalue()


def _listed(petition: dict[str, Any], name: str) -> Any:
    value = petition[name]
    if name == "title":
        return value[petition["language"]]
    return " ".join(value) if isinstance(value, list) else value


def _counted(petition: dict[str, Any]) -> Iterator[list[Any]]:
    yield ["total", "", "", petition["count"], "", ""]
    per_head = petition["per_head"]["by_region"]
    names = {term["code"]: term["label"] for term in tk.h.egov_terms("regions")}
    for code, count in sorted(petition["by_region"].items()):
        if count is None:
            yield ["region", code, names.get(code, ""), "", "", pictures.left_out(petition)]
        elif count:
            yield ["region", code, names.get(code, ""), count, per_head.get(code, ""), ""]
    for row in petition["by_hour"]:
        yield ["hour", row["hour"], "", row["count"], "", ""]


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if is_formula else value
