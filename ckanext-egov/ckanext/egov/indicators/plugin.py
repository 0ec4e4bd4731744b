"""Indicators: the 46 requirements of participation, computed, never set by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.schedule.interfaces import ISchedule, Periodic

from . import actions, auth, computing, config, evidence, from_datasets, helpers, views
from .interfaces import Computed, IIndicators


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.helpers(helpers)
@tk.blanket.blueprints([views.egov_indicators])
@tk.blanket.config_declarations
class IndicatorsPlugin(p.SingletonPlugin):
    """The evidence pages, and the indicators that datasets answer."""

    p.implements(p.IConfigurer)
    p.implements(ISchedule)
    p.implements(IIndicators)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "egov-indicators")

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """Values through the day, the last of which stays as the day's; pages each hour."""
        often = timedelta(minutes=config.compute_minutes())
        return {
            "indicators-compute": Periodic(often, computing.compute_all),
            "indicators-check-evidence": Periodic(timedelta(hours=1), evidence.check_all),
        }

    def get_indicators(self) -> dict[str, Computed]:
        return from_datasets.functions()
