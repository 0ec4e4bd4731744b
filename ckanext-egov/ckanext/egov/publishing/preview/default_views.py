"""The preview appears by itself on every resource that has a table or a map."""

from typing import Any

import ckan.plugins.toolkit as tk

VIEW_TYPE = "egov_preview"
MAP_FORMATS = ("geojson",)
OPTION = "ckan.views.default_views"
STOCK = ["image_view", "datatables_view"]


def offer(config: Any) -> None:
    """Make the preview the view that new resources get, unless the operator chose others."""
    if config.get(OPTION) in (None, STOCK, " ".join(STOCK)):
        config[OPTION] = [VIEW_TYPE]


def has_map(resource: dict[str, Any]) -> bool:
    """Whether the resource is a file with shapes."""
    return str(resource.get("format") or "").lower() in MAP_FORMATS


def has_table(resource: dict[str, Any]) -> bool:
    """Whether the resource has a DataStore table."""
    return bool(tk.asbool(resource.get("datastore_active") or False))


def can_view(resource: dict[str, Any]) -> bool:
    """Whether there is something to preview."""
    return has_table(resource) or has_map(resource)


def add(resource_id: str) -> None:
    """Add the preview to a resource that has something to show and no preview yet."""
    context: Any = {"ignore_auth": True}
    resource = tk.get_action("resource_show")(context, {"id": resource_id})
    if not can_view(resource):
        return
    known = tk.get_action("resource_view_list")({"ignore_auth": True}, {"id": resource_id})
    if any(view["view_type"] == VIEW_TYPE for view in known):
        return
    site_user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    tk.get_action("resource_view_create")(
        {"ignore_auth": True, "user": site_user["name"]},
        {"resource_id": resource_id, "view_type": VIEW_TYPE, "title": "Preview"},
    )


def after_action(sender: Any, **details: Any) -> None:
    """Add the preview when a table appears: made through the API, or loaded from a file.

    CKAN asks either for views that need a table or for the others; this one shows both.
    """
    if sender == "datastore_create":
        result = details.get("result")
        resource_id = result.get("resource_id") if isinstance(result, dict) else None
    elif sender == "resource_create_default_resource_views":
        resource_id = (details["data_dict"].get("resource") or {}).get("id")
    else:
        return
    if resource_id:
        add(resource_id)
