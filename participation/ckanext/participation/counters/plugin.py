"""Counts of acts, kept from the record and never by counting on write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.health.interfaces import Finding, IHealth
from ckanext.egov.schedule.interfaces import ISchedule, Periodic

from . import actions, auth, counting, views

WATCH = timedelta(seconds=15)
NIGHT = time(3, 10)


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.participation_counters])
class CountersPlugin(p.SingletonPlugin):
    """Shows counts, and has them watched and recounted."""

    p.implements(ISchedule)
    p.implements(IHealth, inherit=True)

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """The watchdog all day, the recount at night."""
        return {
            "counters-watch": Periodic(WATCH, counting.watch),
            "counters-recount": Periodic(timedelta(days=1), counting.recount_all, at=NIGHT),
        }

    def get_health_checks(self) -> dict[str, Callable[[], Finding]]:
        """Whether counting keeps up and counts right."""
        return {"counters-counting": counting.counting, "counters-drift": counting.drift}

    def get_health_titles(self) -> dict[str, str]:
        """In plain words."""
        return {
            "counters-counting": tk._("Counting of acts"),
            "counters-drift": tk._("Nightly recount of acts"),
        }
