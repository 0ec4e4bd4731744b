"""A published table to describe."""

from __future__ import annotations

import uuid
from typing import Any

from ckan.tests import factories
from ckan.tests.helpers import call_action

FIELDS = [
    {"id": "district", "type": "text"},
    {"id": "population", "type": "int4"},
    {"id": "since", "type": "date"},
]
ROWS = [
    {"district": "1726", "population": 10, "since": "2024-01-01"},
    {"district": "1727", "population": 20, "since": "2024-01-02"},
]


def dataset(**resource: Any) -> dict[str, Any]:
    """Publish a dataset of a new body with one resource."""
    name = f"table-{uuid.uuid4().hex[:12]}"
    owner = call_action(
        "organization_create",
        context=_site_user(),
        **{"name": f"{name}-body", "title": name, "title_translated": {"en": name}},
        body_type="ministry",
    )
    about = {
        "name": name,
        "title": name,
        "title_translated": {"en": name},
        "notes_translated": {"en": name},
        "license_id": "odc-odbl",
        "owner_org": owner["id"],
        "resources": [{"url": f"https://example.org/{name}", "name": name, **resource}],
    }
    return call_action("package_create", context=_site_user(), **about)


def table(
    fields: list[dict[str, Any]] | None = None, records: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """Publish a DataStore table; return its resource."""
    (resource,) = dataset(datastore_active=True)["resources"]
    query: dict[str, Any] = {
        "resource_id": resource["id"],
        "force": True,
        "fields": fields or FIELDS,
    }
    query["records"] = ROWS if records is None else records
    call_action("datastore_create", context=_site_user(), **query)
    return resource


def editor_of(resource: dict[str, Any]) -> dict[str, Any]:
    """Return an editor of the body that publishes the resource, with an API token."""
    package = call_action("package_show", id=resource["package_id"])
    user: Any = factories.UserWithToken()
    role = {"id": package["owner_org"], "username": user["name"], "role": "editor"}
    call_action("organization_member_create", **role)
    return user


def _site_user() -> dict[str, Any]:
    return {"user": call_action("get_site_user", context={"ignore_auth": True})["name"]}
