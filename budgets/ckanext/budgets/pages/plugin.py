"""Pages of budgets: where the money goes, for everybody."""

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.budgets.pages import actions, auth, helpers, indicators, views
from ckanext.egov.indicators.interfaces import Computed, IIndicators


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.budgets_pages])
@tk.blanket.config_declarations
@tk.blanket.helpers(helpers)
class PagesPlugin(p.SingletonPlugin):
    """The page `/budget`, pages of sectors, and the indicators of public money."""

    p.implements(p.IConfigurer)
    p.implements(IIndicators)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "budgets-pages")

    def get_indicators(self) -> dict[str, Computed]:
        return indicators.functions()
