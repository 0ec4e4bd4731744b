"""Which budgets there are for the reader who asks: datasets that have a cube."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckan.types import Context
from ckanext.budgets.cube import config
from ckanext.budgets.cube.files import IDENTIFIER, cube_of
from ckanext.budgets.cube.shape import Shape

MOST = 1000


def budgets(context: Context) -> list[dict[str, Any]]:
    """What a list tells of the budgets that the reader may see, the newest year first."""
    told = [described(it, cube_of(context, it["id"]).shape) for it in datasets(context)]
    return sorted(told, key=lambda item: (-max(item["years"], default=0), item["name"]))


def datasets(context: Context) -> list[dict[str, Any]]:
    """Datasets with a cube that the reader may see."""
    identifiers = _with_cubes()
    if not identifiers:
        return []
    asked = {
        "q": "*:*",
        "fq": f"id:({' OR '.join(identifiers)})",
        "rows": MOST,
        "include_private": True,
    }
    return tk.get_action("package_search")(tk.fresh_context(context), asked)["results"]


def described(dataset: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """What a list tells of a budget."""
    body = dataset.get("organization") or {}
    return {
        "name": dataset["name"],
        "title": dataset.get("title_translated") or dataset.get("title") or dataset["name"],
        "body": body.get("name", ""),
        "region": dataset.get("region") or "",
        "years": shape.values("fiscal_year"),
        "phases": shape.values("phase"),
        "directions": shape.values("direction"),
        "currencies": shape.values("currency"),
        "dimensions": list(shape.dimensions),
        "rows": sum(item.rows for item in shape.slices),
        "modified": dataset.get("metadata_modified"),
    }


def _with_cubes() -> list[str]:
    """Datasets that the resources with a cube belong to."""
    resources = [name for name in map(_resource, _files()) if name]
    if not resources:
        return []
    table = model.Resource
    rows = model.Session.execute(
        sa.select(table.package_id)
        .where(table.id.in_(resources), table.state == "active")
        .distinct()
        .limit(MOST)
    )
    return [row.package_id for row in rows]


def _files() -> list[Path]:
    folder = config.folder()
    return sorted(folder.glob("*.parquet")) if folder.is_dir() else []


def _resource(path: Path) -> str:
    return path.stem if IDENTIFIER.fullmatch(path.stem) else ""
