"""Places: what the portal knows about a sector, a group in need, a region."""

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.places import actions, auth, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.egov_places])
class PlacesPlugin(p.SingletonPlugin):
    """Pages and actions that group datasets by term and by place."""

    p.implements(p.IConfigurer)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "egov-places")
