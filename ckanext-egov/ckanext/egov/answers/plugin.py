"""The clock of what a body owes: acknowledged, answered, overdue in public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time, timedelta
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.answers import actions, auth, dates, helpers, reminders, views
from ckanext.egov.calendar.interfaces import Entry, Filters, ICalendar
from ckanext.egov.schedule.interfaces import ISchedule, Periodic


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.egov_answers])
@tk.blanket.helpers(helpers)
@tk.blanket.config_declarations
class AnswersPlugin(p.SingletonPlugin):
    """Pages, actions and reminders of obligations."""

    p.implements(p.IConfigurer)
    p.implements(ICalendar)
    p.implements(ISchedule)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """Remind every morning, when offices open."""
        return {"answer-reminders": Periodic(timedelta(days=1), reminders.remind, at=time(8, 30))}

    def get_calendar_kinds(self) -> dict[str, Any]:
        """See `dates`."""
        return dates.kinds()

    def get_calendar_entries(self, filters: Filters) -> Iterable[Entry]:
        """See `dates`."""
        return dates.entries(filters)
