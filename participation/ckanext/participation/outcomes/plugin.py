"""Decisions and commitments: you said, we did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import time, timedelta
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.answers import Change, IAnswers, Step
from ckanext.egov.calendar.interfaces import Entry, Filters, ICalendar
from ckanext.egov.indicators.interfaces import Computed, IIndicators
from ckanext.egov.notifications.interfaces import ISubscriptions, Subscription
from ckanext.egov.schedule.interfaces import ISchedule, Periodic
from ckanext.participation.outcomes import (
    actions,
    auth,
    dates,
    desk,
    helpers,
    indicators,
    reminders,
    telling,
    unsubscribing,
    views,
    watching,
    words,
)
from ckanext.participation.process.interfaces import IProcessEvents


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.participation_outcomes, desk.participation_outcomes_desk])
@tk.blanket.helpers(helpers)
class OutcomesPlugin(p.SingletonPlugin):
    """Actions and pages of outcomes; answers become events of their process."""

    p.implements(p.IConfigurer)
    p.implements(ICalendar)
    p.implements(ISchedule)
    p.implements(IIndicators)
    p.implements(IAnswers, inherit=True)
    p.implements(IProcessEvents)
    p.implements(ISubscriptions)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """Tell what waits each minute, should the worker have missed it; remind each morning."""
        return {
            "outcome-news": Periodic(timedelta(minutes=1), telling.tell_waiting),
            "commitment-reminders": Periodic(timedelta(days=1), reminders.remind, at=time(8, 45)),
        }

    def after_answer_change(self, change: Change) -> None:
        """See `watching`."""
        watching.after_answer_change(change)

    def get_answer_steps(self, kind: str, object_id: str) -> list[Step]:
        """See `watching`."""
        return watching.answer_steps(kind, object_id)

    def get_event_words(self) -> dict[str, Callable[[dict[str, Any]], str]]:
        """See `words`."""
        return words.of_events()

    def get_subscriptions(self) -> dict[str, Subscription]:
        """See `unsubscribing`."""
        kind = unsubscribing.KIND
        return {kind: Subscription(unsubscribing.title_of, unsubscribing.stop)}

    def get_indicators(self) -> dict[str, Computed]:
        """What became of what people said, for the requirements of participation."""
        return indicators.functions()

    def get_calendar_kinds(self) -> dict[str, Any]:
        """See `dates`."""
        return dates.kinds()

    def get_calendar_entries(self, filters: Filters) -> Iterable[Entry]:
        """See `dates`."""
        return dates.entries(filters)
