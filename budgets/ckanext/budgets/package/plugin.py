"""CKAN plugin `budgets`: the dataset type, the checks and the way from a file to its cube."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.budgets.cube import files
from ckanext.budgets.package import actions, auth, following, records, views
from ckanext.budgets.package.schemas import validators


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.budgets_package])
@tk.blanket.validators(validators)
class BudgetsPlugin(p.SingletonPlugin):
    """Registers the dataset type and notices what changes amounts; decides nothing itself."""

    p.implements(p.IConfigurer)
    p.implements(p.IResourceController, inherit=True)
    p.implements(p.ISignal)

    def update_config(self, config: Any) -> None:
        """Templates. The type itself is named in `scheming.dataset_schemas`: ckanext-scheming reads
        that before any plugin listed above it is asked."""
        tk.add_template_directory(config, "templates")

    def after_resource_delete(self, context: Any, resources: list[dict[str, Any]]) -> None:
        """A removed resource leaves neither cube nor record."""
        left = {resource["id"] for resource in resources}
        for resource in context["package"].resources_all:
            if resource.id not in left and resource.state == model.State.DELETED:
                files.forget(resource.id)
                records.forget(resource.id)

    def get_signal_subscriptions(self) -> dict[Any, Any]:
        """What changes amounts."""
        return following.subscriptions()
