"""A budget as `datapackage.json` of Fiscal Data Package 1.0. Pure.

What a heading says of each amount under it is written as `normalize`; the columns that it becomes,
and what is the same in every row, are `extraFields`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ckanext.budgets.package.column_types import AMOUNT
from ckanext.budgets.package.model import BudgetModel

PROFILE = "tabular-data-package"
"""Fiscal Data Package 1.0 is a tabular one whose columns have a `columnType`; its own profile is of
the version before, and programs would fetch it from the network."""

TARGET = "amount"


def package(dataset: Mapping[str, Any], resources: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The descriptor of a dataset with descriptors of its resources."""
    licence = {"name": dataset.get("license_id"), "title": dataset.get("license_title"),
               "path": dataset.get("license_url")}  # fmt: skip
    licence = {key: value for key, value in licence.items() if value}
    described = {
        "profile": PROFILE,
        "name": dataset["name"],
        "id": dataset["id"],
        "title": dataset.get("title") or dataset["name"],
        "description": dataset.get("notes") or "",
        "licenses": [licence] if licence.get("name") else [],
        "resources": list(resources),
    }
    return {key: value for key, value in described.items() if value}


def resource(
    held: Mapping[str, Any], schema: Mapping[str, Any], model: BudgetModel | None
) -> dict[str, Any]:
    """The descriptor of a file; `schema` is its Table Schema."""
    described: dict[str, Any] = {
        "name": _slug(held["id"]),
        "title": held.get("name") or "",
        "path": held["url"],
        "format": (held.get("format") or "csv").lower(),
        "schema": dict(schema),
    }
    if model is not None:
        described["profile"] = "tabular-data-resource"
        described["schema"] = _fiscal(schema, model)
    return described


def _fiscal(schema: Mapping[str, Any], model: BudgetModel) -> dict[str, Any]:
    columns = {column.name: column for column in model.columns}
    targets = list(dict.fromkeys(kind for it in model.amounts for kind in it.normalize))
    across = len(model.amounts) > 1 or bool(targets)
    fields = []
    for field in schema["fields"]:
        column = columns.get(field["name"])
        said = {
            key: value for key, value in field.items() if key not in ("columnType", "normalize")
        }
        if column is None:
            fields.append(said)
        elif column.column_type == AMOUNT and across:
            told = {_slug(kind): text for kind, text in column.normalize.items()}
            fields.append(said | {"normalize": told, "normalizationTarget": TARGET})
        else:
            fields.append(said | {"columnType": column.column_type})
    extra = [{"name": _slug(kind), "type": "string", "columnType": kind,
              "normalizationTarget": True} for kind in targets]  # fmt: skip
    if across:
        extra.append({"name": TARGET, "type": "number", "columnType": AMOUNT,
                      "normalizationTarget": True})  # fmt: skip
    constants = {"value-currency:code": model.currency} | dict(model.constants)
    extra += [
        {"name": _slug(kind), "type": "string", "columnType": kind, "constant": text}
        for kind, text in constants.items()
        if model.named(kind) is None and kind not in targets
    ]
    return dict(schema) | {"fields": fields, "extraFields": extra}


def _slug(kind: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", kind.casefold()).strip("-")
