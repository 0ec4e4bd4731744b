from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.schedule.interfaces import ISchedule, Periodic

from . import actions, auth, jobs, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.participation_booth])
class BoothPlugin(p.SingletonPlugin):
    """Where a person confirms and acts; the acting itself runs beside CKAN."""

    p.implements(p.IConfigurer)
    p.implements(ISchedule, inherit=True)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "participation-booth")

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        return jobs.PERIODIC
