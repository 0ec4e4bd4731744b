"""A draft that passed becomes a file of a budget, in a plain form that every program reads."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.budgets.package import amounts, cofog
from ckanext.budgets.package.column_types import AMOUNT
from ckanext.budgets.package.model import BudgetModel
from ckanext.budgets.publishing import checking
from werkzeug.datastructures import FileStorage


def publish(context: Context, draft: Any) -> dict[str, Any]:
    """Put the file in its place; the worker makes its table and cube."""
    name = draft.file_name.rpartition(".")[0] or draft.file_name
    upload = FileStorage(stream=io.BytesIO(plain(draft)), filename=f"{name}.csv")
    resource = _fields(draft) | {"upload": upload, "format": "CSV"}
    if draft.resource_id:
        return _act(context, "resource_patch", resource | {"id": draft.resource_id})
    dataset_id = draft.dataset_id or _new_dataset(context, draft)["id"]
    title = draft.title or {tk.h.lang(): name}
    resource |= {"package_id": dataset_id, "name_translated": title}
    published = _act(context, "resource_create", resource)
    if draft.dataset_id:
        # Emptied, the day is counted anew from the declared frequency.
        _act(context, "package_patch", {"id": dataset_id, "next_update_due": ""})
    return published


def _new_dataset(context: Context, draft: Any) -> dict[str, Any]:
    cube = checking.cube(draft)
    periods = cube.shape.values("period") if cube else []
    fields = {
        "type": "budget",
        "title_translated": draft.title,
        "owner_org": draft.body,
        "frequency": "quarterly" if any("-Q" in period for period in periods) else "annual",
    }
    return _act(context, "package_create", fields)


def _fields(draft: Any) -> dict[str, Any]:
    columns = {
        entry["id"]: {key: value for key, value in entry["info"].items() if value}
        for entry in checking.dictionary(draft.declared)
    }
    said = {key: value for key, value in draft.declared["table"].items() if value}
    # Amounts are written plainly now, whatever sign the office used.
    said.pop("budget_decimal_mark", None)
    return said | {"budget_columns": columns, "budget_explanations": draft.explanations}


def plain(draft: Any) -> bytes:
    """The table as UTF-8 with one row of headings; amounts and codes as they are read."""
    model = checking.model_of_draft(draft)
    written = io.StringIO(newline="")
    with TemporaryDirectory(dir=draft.folder) as folder:
        table = checking.spreadsheet(draft, Path(folder))
        writer = csv.DictWriter(written, table.names, lineterminator="\n")
        writer.writeheader()
        for _, row in table.rows():
            writer.writerow({name: _plain(model, name, cell) for name, cell in row.items()})
    return written.getvalue().encode("utf-8")


def _plain(model: BudgetModel, name: str, cell: str) -> str:
    kind = next((it.column_type for it in model.columns if it.name == name), "")
    if kind == AMOUNT and cell.strip():
        try:
            return format(amounts.read(cell, model.decimal_mark), "f")
        except amounts.BadAmount:
            return cell  # of a row that is left out: every other amount was read
    if kind.startswith("functional-classification:cofog") and kind.endswith(":code"):
        return cofog.normal(cell)
    return cell


def _act(context: Context, action: str, data: dict[str, Any]) -> dict[str, Any]:
    return tk.get_action(action)(tk.fresh_context(context), data)
