"""Tables are checked against their dictionary whenever one of the two changes."""

from __future__ import annotations

import logging
from typing import Any

import ckan.model as core_model
import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.dictionary.column import columns
from ckanext.egov.publishing.validation import actions, auth, claims, helpers, model, views

log = logging.getLogger(__name__)


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints(views)
@tk.blanket.config_declarations
@tk.blanket.helpers(helpers)
class ValidationPlugin(p.SingletonPlugin):
    """Queues a check after a table or its dictionary was written."""

    p.implements(p.IConfigurer)
    p.implements(p.IResourceController, inherit=True)
    p.implements(p.ISignal)

    def update_config(self, config: Any) -> None:
        """Add templates."""
        tk.add_template_directory(config, "templates")

    def after_resource_delete(self, context: Any, resources: list[dict[str, Any]]) -> None:
        """A removed resource needs no report."""
        kept = {item["id"] for item in resources}
        for resource in context["package"].resources_all:
            if resource.id not in kept:
                model.forget(resource.id)

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        """A dictionary, and rows written through the API, pass through `datastore_create`."""
        written = {"sender": "datastore_create", "receiver": _table_written}
        return {tk.signals.action_succeeded: [written]}


def _table_written(
    action: str, context: Any, data_dict: dict[str, Any], result: Any, **_: Any
) -> None:
    """Queue a check; the table is written, so a queue that is down must not undo that."""
    resource_id = data_dict.get("resource_id") or (result or {}).get("resource_id")
    try:
        if resource_id and _is_worth_a_check(resource_id):
            site = tk.get_action("get_site_user")({"ignore_auth": True}, {})
            as_site: Any = {"ignore_auth": True, "user": site["name"]}
            tk.get_action("resource_validate")(as_site, {"id": resource_id})
    except Exception:
        # A failed query would make every later one of this request fail as well.
        core_model.Session.rollback()
        log.exception("No check was queued for resource %s", resource_id)


def _is_worth_a_check(resource_id: str) -> bool:
    """Without rules there is nothing to check, unless an earlier report has to go."""
    info = tk.get_action("datastore_info")({"ignore_auth": True}, {"id": resource_id})
    return bool(claims.ruled(columns(info["fields"])) or model.state(resource_id))
