"""Processes: what people can take part in, from when until when, under which rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.calendar.interfaces import Entry, Filters, ICalendar
from ckanext.egov.following.interfaces import IFollowing, Thing
from ckanext.egov.health.interfaces import Finding, IHealth
from ckanext.egov.indicators.interfaces import Computed, IIndicators
from ckanext.egov.schedule.interfaces import ISchedule, Periodic

from . import actions, auth, checks, cli, dates, helpers, indicators, jobs, views, words
from .interfaces import IProcessEvents
from .recording import kinds


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.participation])
@tk.blanket.cli(cli)
@tk.blanket.config_declarations
@tk.blanket.helpers(helpers)
class ProcessPlugin(p.SingletonPlugin):
    """Processes, their phases, and what each phase allows to whom."""

    p.implements(p.IConfigurer)
    p.implements(ICalendar, inherit=True)
    p.implements(IFollowing, inherit=True)
    p.implements(IHealth, inherit=True)
    p.implements(IIndicators)
    p.implements(IProcessEvents)
    p.implements(ISchedule, inherit=True)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "participation")

    def get_calendar_kinds(self) -> dict[str, Callable[[], str]]:
        """Every kind of process has dates."""
        return {code: kind.title for code, kind in kinds().items()}

    def get_calendar_entries(self, filters: Filters) -> Iterable[Entry]:
        """When processes are announced, open, close and have an outcome."""
        return dates.entries(filters)

    def get_event_words(self) -> dict[str, Callable[[dict[str, Any]], str]]:
        """See `words`."""
        return words.of_events()

    def get_followed_kinds(self) -> dict[str, Callable[[str], Thing | None]]:
        """Every process can be followed by its number."""
        return {"process": _followed}

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """Open and close at their time, index what waits."""
        return jobs.periodic()

    def get_health_checks(self) -> dict[str, Callable[[], Finding]]:
        """The search over processes."""
        return {"process-search": checks.search}

    def get_health_titles(self) -> dict[str, str]:
        """What the search is called."""
        return {"process-search": tk._("Search over processes")}

    def get_indicators(self) -> dict[str, Computed]:
        """What processes answer of the requirements of participation."""
        return indicators.functions()


def _followed(number: str) -> Thing | None:
    try:
        process = tk.get_action("process_show")({}, {"process_no": number})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return None
    url = tk.h.url_for("participation.read", process_no=process["process_no"], qualified=True)
    return Thing(tk.h.egov_text(process["title"]), url)
