"""Actions of loading."""

from __future__ import annotations

from typing import Any

import ckan.model as ckan_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from . import model, status, submit

__all__ = ["resource_load", "resource_load_status"]


def _resource(data_dict: DataDict) -> Any:
    resource = ckan_model.Resource.get(tk.get_or_bust(data_dict, "id"))
    if resource is None or resource.state != "active":
        raise tk.ObjectNotFound(tk._("Resource was not found."))
    return resource


def resource_load(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Load the file of a resource into the DataStore again.

    The table that readers see stays as it is until the new one is complete.

    :param id: id of the resource
    :type id: string
    :param keep_types: hold the file to the types and columns of the existing data dictionary
        (default: true); with false the file decides anew
    :type keep_types: boolean

    :returns: the state of the load, as `resource_load_status` gives it
    :rtype: dictionary
    """
    resource = _resource(data_dict)
    tk.check_access("resource_load", context, {"id": resource.id})
    if not submit.is_loadable(resource):
        raise tk.ValidationError({"id": [tk._("This resource is not a table that can be loaded.")]})
    keep_types = tk.asbool(data_dict.get("keep_types", True))
    return status.describe(submit.submit(resource, keep_types))


@tk.side_effect_free
def resource_load_status(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """How the last load of a resource stands.

    :param id: id of the resource
    :type id: string

    :returns: `state` (none, queued, running, complete or failed), `step`, `rows`, `total`,
        `percent`, `message`, `row` and `column` of an error, `warnings`, and the times
        `queued`, `started`, `readable`, `finished` and `search_ready`
    :rtype: dictionary
    """
    resource = _resource(data_dict)
    tk.check_access("resource_load_status", context, {"id": resource.id})
    return status.describe(model.find(resource.id))
