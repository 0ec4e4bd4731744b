"""Finds and reads the published table that puts bodies or programmes in sectors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.package import sectors
from ckanext.budgets.package.problems import Problem
from ckanext.budgets.package.rows import open_rows
from ckanext.budgets.package.sectors import Mapped
from ckanext.egov import vocabularies
from ckanext.egov.publishing.loading import config as loading_config
from ckanext.egov.publishing.loading import fetch


def resources(resource: dict[str, Any]) -> list[dict[str, Any]]:
    """The resource of the mapping that a budget's resource names, by its id or its file's name."""
    named = str(resource.get("budget_sectors") or "")
    if not named:
        return []
    context: Any = {"ignore_auth": True, "for_update": False}
    dataset = tk.get_action("package_show")(context, {"id": resource["package_id"]})
    return [
        it for it in dataset["resources"]
        if named in (it["id"], str(it.get("url") or "").rpartition("/")[2])
    ][:1]  # fmt: skip


def of_resource(resource: dict[str, Any], levels: Iterable[str], folder: Path) -> Mapped | None:
    """The mapping; none where none is named. Raises Problem and LoadError."""
    if not resource.get("budget_sectors"):
        return None
    found = resources(resource)
    if not found:
        raise Problem(0, "", "no_mapping", str(resource["budget_sectors"]))
    own = folder / "mapping"
    own.mkdir()
    file = fetch.fetch(found[0], own / "file")
    kind = (found[0].get("format") or "").lower()
    rows = open_rows(file, kind, own, loading_config.limits())
    return sectors.read(rows, levels, [term.code for term in vocabularies.sectors()])
