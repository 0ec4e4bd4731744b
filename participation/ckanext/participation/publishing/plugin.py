"""A closed process becomes a dataset."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.schedule.interfaces import ISchedule, Periodic
from ckanext.participation.process.interfaces import IProcessEvents, IProcessObserver
from ckanext.participation.publishing import actions, auth, event_words, jobs, retention

SOON = ("closed", "certified", "answered", "corrected", "decided", "committed")
"""Events after which the dataset has something new; the schedule sees all others."""


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.config_declarations
class PublishingPlugin(p.SingletonPlugin):
    """Publishes closed processes and keeps their datasets up to date."""

    p.implements(p.IConfigurer)
    p.implements(ISchedule)
    p.implements(IProcessEvents)
    p.implements(IProcessObserver)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """Publish what the worker missed or what was not sealed yet when it looked; forget."""
        every = timedelta(minutes=1)
        return {"process-publishing": Periodic(every, jobs.publish_waiting)} | retention.PERIODIC

    def get_event_words(self) -> dict[str, Callable[[dict[str, Any]], str]]:
        """See `event_words`."""
        return event_words.of_events()

    def process_event(
        self, process_no: int, event_id: int, event: str, details: dict[str, Any], at: datetime
    ) -> None:
        """Have a closed process published; the job finds it sealed or leaves it to the schedule."""
        if event in SOON:
            tk.enqueue_job(jobs.attempt, [process_no], title=f"publish process {process_no}")
