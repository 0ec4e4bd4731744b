"""Notices what changes the amounts of a budget: a new file, a new dictionary, new declarations."""

from __future__ import annotations

import logging
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.budgets.package import jobs

log = logging.getLogger(__name__)


def subscriptions() -> dict[Any, Any]:
    """Who is told of which action."""
    return {
        tk.signals.action_succeeded: [
            {"sender": "datastore_create", "receiver": _table_described},
            {"sender": "package_create", "receiver": _dataset_stored},
            {"sender": "package_update", "receiver": _dataset_stored},
        ]
    }


def _table_described(
    action: str, context: Any, data_dict: dict[str, Any], result: Any, **_: Any
) -> None:
    resource_id = result.get("resource_id") if isinstance(result, dict) else None
    if resource_id:
        _enqueue([resource_id])


def _dataset_stored(
    action: str, context: Any, data_dict: dict[str, Any], result: Any, **_: Any
) -> None:
    if context.get("defer_commit"):
        return
    identifier = result if isinstance(result, str) else result["id"]
    query = model.Session.query(model.Resource.id).filter_by(package_id=identifier, state="active")
    _enqueue([row.id for row in query])


def _enqueue(resource_ids: list[str]) -> None:
    """What was stored is stored: a queue that is down must not make it look like a failure."""
    try:
        for resource_id in resource_ids:
            if _is_of_budget(resource_id):
                jobs.enqueue(resource_id)
    except Exception:
        log.exception("No cube was queued for %s", ", ".join(resource_ids))


def _is_of_budget(resource_id: str) -> bool:
    query = (
        model.Session.query(model.Package.type)
        .join(model.Resource, model.Resource.package_id == model.Package.id)
        .filter(model.Resource.id == resource_id)
    )
    return query.scalar() == jobs.TYPE
