"""Reads the file of a budget's resource into its cube, in the worker."""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.budgets.cube import config as cube_config
from ckanext.budgets.cube.files import path_of
from ckanext.budgets.package import building, mapping, records
from ckanext.budgets.package.model import BadModel, BudgetModel, model_of
from ckanext.budgets.package.problems import Problem
from ckanext.budgets.package.rows import open_rows
from ckanext.egov.publishing.loading import config as loading_config
from ckanext.egov.publishing.loading import fetch
from ckanext.egov.publishing.loading.engine.errors import LoadError

log = logging.getLogger(__name__)

TYPE = "budget"
VERSION = 1
"""Of what is kept in a cube: a higher one makes all cubes anew."""


def enqueue(resource_id: str) -> None:
    """Give a resource to the worker; reading one twice does no harm."""
    tk.enqueue_job(
        build_resource,
        [resource_id],
        title=f"Cube of {resource_id}",
        rq_kwargs={"timeout": cube_config.job_seconds()},
    )


def build_resource(resource_id: str) -> None:
    """Make the cube of a resource anew, unless nothing of it has changed."""
    resource = _resource(resource_id)
    if resource is None:
        return
    dictionary = _described(resource, _dictionary(resource_id))
    print_now = fingerprint(resource, dictionary)
    last = records.find(resource_id)
    if last is not None and last.fingerprint == print_now:
        return
    try:
        model = model_of(resource, dictionary)
    except BadModel as error:
        if error.code != "no_amounts":  # a table that nobody has described yet is no budget yet
            _note(resource_id, print_now, building.Built(problems=[_of_model(error)]))
        return
    _note(resource_id, print_now, _build(resource, model))


def _build(resource: dict[str, Any], model: BudgetModel) -> building.Built:
    folder = loading_config.work_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="budget-", dir=folder) as name:
        try:
            file = fetch.fetch(resource, Path(name) / "file")
            kind = (resource.get("format") or "").lower()
            rows = open_rows(file, kind, Path(name), loading_config.limits())
            mapped = mapping.of_resource(resource, building.levels(model), Path(name))
            return building.build(model, rows, path_of(resource["id"]), resource["id"], mapped)
        except Problem as problem:
            return building.Built(problems=[problem])
        except LoadError as error:
            log.warning("No cube of %s: %s", resource["id"], error)
            problem = Problem(error.row or 0, error.column or "", "unreadable", error.code)
            return building.Built(problems=[problem])


def _note(resource_id: str, print_now: str, built: building.Built) -> None:
    records.note(
        resource_id,
        fingerprint=print_now,
        passed=built.shape is not None,
        problems=[asdict(problem) for problem in built.problems],
        excluded=dict(built.excluded),
        facts=sum(item.rows for item in built.shape.slices) if built.shape else 0,
    )


def _of_model(error: BadModel) -> Problem:
    return Problem(0, "", error.code, error.subject)


def _resource(resource_id: str) -> dict[str, Any] | None:
    found = core_model.Resource.get(resource_id)
    package = core_model.Package.get(found.package_id) if found else None
    if not found or not package or found.state != "active" or package.type != TYPE:
        return None
    context: Any = {"ignore_auth": True, "for_update": False}
    return tk.get_action("resource_show")(context, {"id": resource_id})


def _dictionary(resource_id: str) -> list[dict[str, Any]]:
    asked = {"id": resource_id, "include_meta": False, "include_fields_schema": False}
    try:
        return tk.get_action("datastore_info")({"ignore_auth": True}, asked)["fields"]
    except tk.ObjectNotFound:
        return []


def _described(resource: dict[str, Any], dictionary: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The dictionary; where it says of no column what it is, what was said at publishing."""
    said = resource.get("budget_columns") or {}
    if not said or any((entry.get("info") or {}).get("columnType") for entry in dictionary):
        return dictionary
    fields = [{"id": entry["id"], "info": said[entry["id"]]} for entry in dictionary
              if entry["id"] in said]  # fmt: skip
    if not fields:
        return dictionary
    asked = {"id": resource["id"], "fields": fields}
    site = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    context: Any = {"ignore_auth": True, "user": site["name"]}
    tk.get_action("resource_dictionary_update")(context, asked)
    return _dictionary(resource["id"])


def fingerprint(resource: dict[str, Any], dictionary: list[dict[str, Any]]) -> str:
    """Changes when there is something new to read."""
    said = {name: resource[name] for name in sorted(resource) if name.startswith("budget_")}
    columns = [
        [entry["id"], info.get("columnType"), info.get("normalize")]
        for entry in dictionary
        if (info := entry.get("info") or {}).get("columnType")
    ]
    names = ("url", "last_modified", "format")
    files = [resource, *mapping.resources(resource)]
    stamps = [[file.get(name) for name in names] for file in files]
    text = json.dumps([VERSION, stamps, said, columns], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
