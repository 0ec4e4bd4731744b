from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import peppers
from ckanext.egov.schedule.interfaces import ISchedule, Periodic
from ckanext.participation.process.interfaces import IProcessObserver

from . import actions, auth, jobs, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.participation_booth])
class BoothPlugin(p.SingletonPlugin):
    """Where a person confirms and acts; the acting itself runs beside CKAN."""

    p.implements(p.IConfigurer)
    p.implements(ISchedule, inherit=True)
    p.implements(IProcessObserver, inherit=True)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "participation-booth")

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        return jobs.PERIODIC

    def process_event(
        self, process_no: int, event_id: int, event: str, details: dict[str, Any], at: datetime
    ) -> None:
        """People can act once it is open: their keys need the pepper of the process."""
        if event == "opened":
            peppers.create(process_no)
