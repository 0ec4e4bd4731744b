"""API actions: have a table checked against its dictionary, and read the report."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.egov.publishing.validation import config, jobs, model

__all__ = ["resource_validate", "resource_validation_show"]


def resource_validate(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Check the data of a table against its dictionary, in the background.

    :param id: id of the resource, which must be in the DataStore
    :returns: what `resource_validation_show` returns, with the state `queued`
    """
    resource_id = tk.get_or_bust(data_dict, "id")
    tk.check_access("resource_validate", context, data_dict)
    query = {"id": resource_id, "include_meta": False, "include_fields_schema": False}
    tk.get_action("datastore_info")(tk.fresh_context(context), query)
    validation_id = model.queue(resource_id)
    tk.enqueue_job(
        jobs.validate,
        [resource_id, validation_id],
        title=f"validate {resource_id}",
        rq_kwargs={"timeout": config.job_seconds()},
    )
    return _shown(resource_id)


@tk.side_effect_free
def resource_validation_show(context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
    """Return what the last check of a table found.

    :param id: id of the resource
    :returns: `state` (`none`, `queued`, `running`, `valid`, `invalid` or `failed`), `rows` and
        `rules` checked, `error_count`, `counts` (column, rule, count), `errors` (the first ones:
        row, column, rule, value, limit), `message` of a failure, `queued`, `started`, `finished`
    """
    tk.check_access("resource_validation_show", context, data_dict)
    return _shown(tk.get_or_bust(data_dict, "id"))


def _shown(resource_id: str) -> dict[str, Any]:
    found = model.find(resource_id)
    if found is None:
        return {
            **{"resource_id": resource_id, "state": "none", "rows": 0, "rules": 0},
            **{"error_count": 0, "counts": [], "errors": [], "message": ""},
            **{"queued": None, "started": None, "finished": None},
        }
    moments = {key: getattr(found, key) for key in ("queued", "started", "finished")}
    plain = ("resource_id", "state", "rows", "rules", "error_count", "counts", "errors", "message")
    return {
        **{key: getattr(found, key) for key in plain},
        **{key: moment.isoformat() if moment else None for key, moment in moments.items()},
    }
