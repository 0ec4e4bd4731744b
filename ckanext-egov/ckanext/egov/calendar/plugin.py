"""Every date of everything: a page, a feed and a calendar to subscribe to."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import actions, auth, helpers, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.egov_calendar])
@tk.blanket.helpers(helpers)
class CalendarPlugin(p.SingletonPlugin):
    """Every date of every process, as a page, iCal and Atom."""

    p.implements(p.IConfigurer)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "egov-calendar")
