"""Preview: every table and map of the portal can be looked at without downloading it."""

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.types import Context, SignalMapping
from ckanext.egov.publishing.preview import actions, auth, default_views, helpers, page, views

VIEW_TYPE = default_views.VIEW_TYPE


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.helpers(helpers)
@tk.blanket.blueprints([views.egov_preview])
@tk.blanket.config_declarations
class PreviewPlugin(p.SingletonPlugin):
    """The resource view `egov_preview` and the page and actions behind it."""

    p.implements(p.IConfigurer)
    p.implements(p.IResourceView, inherit=True)
    p.implements(p.IResourceController, inherit=True)
    p.implements(p.ISignal)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "egov-preview")
        default_views.offer(config)

    def info(self) -> dict[str, Any]:
        return {
            "name": VIEW_TYPE,
            "title": tk._("Preview"),
            "default_title": tk._("Preview"),
            "icon": "table",
            "iframed": False,
            "filterable": False,
            "requires_datastore": False,
            "always_available": False,
            "preview_enabled": False,
            "schema": {},
        }

    def can_view(self, data_dict: dict[str, Any]) -> bool:
        return default_views.can_view(data_dict["resource"])

    def setup_template_variables(
        self, context: Context, data_dict: dict[str, Any]
    ) -> dict[str, Any]:
        return page.first_look(data_dict["package"], data_dict["resource"])

    def view_template(self, context: Context, data_dict: dict[str, Any]) -> str:
        return "egov_preview/view.html"

    def form_template(self, context: Context, data_dict: dict[str, Any]) -> str:
        return "egov_preview/form.html"

    def after_resource_update(self, context: Context, resource: dict[str, Any]) -> None:
        default_views.add(resource["id"])

    def get_signal_subscriptions(self) -> SignalMapping:
        return {tk.signals.action_succeeded: [default_views.after_action]}
