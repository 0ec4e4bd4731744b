"""What CKAN is told once a table is there."""

from __future__ import annotations

import contextlib
import logging
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.lib.search import rebuild

log = logging.getLogger(__name__)


def _as_site() -> Any:
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return {"ignore_auth": True, "user": user["name"]}


def announce(resource_id: str) -> None:
    """Set `datastore_active`, so that pages, API and search index offer the table.

    Written past `resource_patch`: that would validate the whole dataset again and leave an
    entry in its history for something that nobody did.
    """
    resource = model.Resource.get(resource_id)
    if resource is None or (resource.extras or {}).get("datastore_active"):
        return
    resource.extras = {**(resource.extras or {}), "datastore_active": True}
    model.Session.add(resource)
    model.Session.commit()
    rebuild(resource.package_id)
    _make_views(resource_id)


def _make_views(resource_id: str) -> None:
    resource = tk.get_action("resource_show")(_as_site(), {"id": resource_id})
    package = tk.get_action("package_show")(_as_site(), {"id": resource["package_id"]})
    tk.get_action("resource_create_default_resource_views")(
        _as_site(),
        {"resource": resource, "package": package, "create_datastore_views": True},
    )


def finish(resource_id: str, columns: list[dict[str, Any]]) -> None:
    """Hand the profile to the dictionary, and the table to validation, where there are such."""
    if columns:
        _draft_dictionary(resource_id, columns)
    with contextlib.suppress(KeyError):
        tk.get_action("resource_validate")(_as_site(), {"id": resource_id})


def _draft_dictionary(resource_id: str, columns: list[dict[str, Any]]) -> None:
    try:
        from ckanext.egov.publishing.dictionary.draft import merge
    except ImportError:
        return
    existing = tk.get_action("datastore_info")(
        _as_site(), {"id": resource_id, "include_meta": False, "include_fields_schema": False}
    )["fields"]
    tk.get_action("datastore_create")(
        _as_site(),
        {"resource_id": resource_id, "fields": merge(existing, columns), "force": True},
    )
