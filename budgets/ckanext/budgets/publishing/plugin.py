"""CKAN plugin `budgets_publishing`: an official's way from a spreadsheet to a budget."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.budgets.publishing import actions, auth, late, views
from ckanext.egov.schedule.interfaces import ISchedule, Periodic


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.budgets_publishing])
class PublishingPlugin(p.SingletonPlugin):
    """Drafts, their pages and their actions."""

    p.implements(p.IConfigurer)
    p.implements(ISchedule, inherit=True)

    def update_config(self, config: Any) -> None:
        """Templates."""
        tk.add_template_directory(config, "templates")

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """Reminders of late periods."""
        return late.periodic()
