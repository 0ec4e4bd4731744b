"""Which Parquet files stand behind a dataset or a resource, for the reader who asks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.budgets.cube import config
from ckanext.budgets.cube.reading import Cube

IDENTIFIER = re.compile(r"[0-9a-fA-F-]{36}")


def path_of(resource_id: str) -> Path:
    """Where the cube of a resource is; identifiers that are none get no path."""
    if not IDENTIFIER.fullmatch(resource_id):
        raise tk.ObjectNotFound(tk._("Resource was not found."))
    return config.folder() / f"{resource_id}.parquet"


def cube_of(context: Context, identifier: str) -> Cube:
    """The cube of a resource, or of all resources of a dataset that have one."""
    files = [path for path in map(path_of, _resources(context, identifier)) if path.is_file()]
    if not files:
        raise tk.ObjectNotFound(tk._("There are no sums of this budget yet."))
    return Cube(files)


def _resources(context: Context, identifier: str) -> list[str]:
    try:
        package = tk.get_action("package_show")(tk.fresh_context(context), {"id": identifier})
    except tk.ObjectNotFound:
        found: dict[str, Any] = tk.get_action("resource_show")(
            tk.fresh_context(context), {"id": identifier}
        )
        return [found["id"]]
    return [resource["id"] for resource in package["resources"]]


def forget(resource_id: str) -> None:
    """A removed resource leaves no cube."""
    path_of(resource_id).unlink(missing_ok=True)
