"""Plugin `participation_petitions`: collective appeals with a threshold and an answer owed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.answers.interfaces import AnsweredKind, IAnswers
from ckanext.egov.calendar.interfaces import Entry, Filters, ICalendar
from ckanext.egov.indicators.interfaces import Computed, IIndicators
from ckanext.egov.moderation.interfaces import IModeration, ModeratedKind
from ckanext.egov.schedule.interfaces import ISchedule, Periodic
from ckanext.participation.booth.interfaces import IActRequests, Requested
from ckanext.participation.process.interfaces import IProcessEvents, IProcessKind, ProcessKind

from . import actions, auth, demo, helpers, indicators, jobs, kind, views
from .creator import actions as creator_actions
from .creator import auth as creator_auth
from .creator import updates
from .desk import actions as desk_actions
from .desk import auth as desk_auth
from .desk import helpers as desk_helpers
from .desk.notes import actions as notes_actions
from .desk.notes import auth as notes_auth
from .embedding import actions as embedding_actions
from .embedding import auth as embedding_auth
from .ending import actions as ending_actions
from .ending import auth as ending_auth
from .fraud import actions as fraud_actions
from .fraud import auth as fraud_auth
from .fraud import helpers as fraud_helpers
from .fraud import jobs as fraud_jobs
from .fraud import tracing
from .fraud.bulk import actions as bulk_actions
from .hearing import actions as hearing_actions
from .hearing import auth as hearing_auth
from .hearing import dates as hearing_dates
from .merging import actions as merging_actions
from .merging import auth as merging_auth
from .paper import actions as paper_actions
from .paper import auth as paper_auth
from .pausing import actions as pausing_actions
from .pausing import auth as pausing_auth
from .reading import actions as reading_actions
from .reading import auth as reading_auth
from .sponsoring import actions as sponsoring_actions
from .sponsoring import auth as sponsoring_auth
from .sponsoring import jobs as sponsoring_jobs
from .statistics import actions as statistics_actions
from .statistics import auth as statistics_auth

ACTIONS = (
    actions,
    bulk_actions,
    creator_actions,
    desk_actions,
    embedding_actions,
    ending_actions,
    fraud_actions,
    hearing_actions,
    merging_actions,
    notes_actions,
    paper_actions,
    pausing_actions,
    reading_actions,
    sponsoring_actions,
    statistics_actions,
)
AUTH = (
    auth,
    creator_auth,
    desk_auth,
    embedding_auth,
    ending_auth,
    fraud_auth,
    hearing_auth,
    merging_auth,
    notes_auth,
    paper_auth,
    pausing_auth,
    reading_auth,
    sponsoring_auth,
    statistics_auth,
)
"""The modules of this room and of the rooms inside it."""


def _exported(modules: tuple[ModuleType, ...]) -> dict[str, Any]:
    return {name: getattr(module, name) for module in modules for name in module.__all__}


@tk.blanket.actions(_exported(ACTIONS))
@tk.blanket.auth_functions(_exported(AUTH))
@tk.blanket.helpers(_exported((helpers, desk_helpers, fraud_helpers)))
@tk.blanket.blueprints([views.petitions])
@tk.blanket.cli(demo)
@tk.blanket.config_declarations
class PetitionsPlugin(p.SingletonPlugin):
    """Registers petitions with everything that they stand on; decides nothing itself."""

    p.implements(p.IConfigurer)
    p.implements(IProcessEvents)
    p.implements(IProcessKind, inherit=True)
    p.implements(IModeration, inherit=True)
    p.implements(IAnswers, inherit=True)
    p.implements(ICalendar, inherit=True)
    p.implements(ISchedule, inherit=True)
    p.implements(IIndicators, inherit=True)
    p.implements(IActRequests, inherit=True)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "participation-petitions")

    def get_process_kinds(self) -> dict[str, ProcessKind]:
        return {"petition": kind.process_kind()}

    def get_event_words(self) -> dict[str, Callable[[dict[str, Any]], str]]:
        return kind.event_words()

    def get_moderated_kinds(self) -> dict[str, ModeratedKind]:
        return {"petition": kind.moderated_kind(), updates.KIND: updates.moderated_kind()}

    def get_answered_kinds(self) -> dict[str, AnsweredKind]:
        return {"petition": kind.answered_kind()}

    def get_calendar_entries(self, filters: Filters) -> Iterable[Entry]:
        return hearing_dates.entries(filters)

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        return jobs.periodic() | sponsoring_jobs.periodic() | fraud_jobs.periodic()

    def get_indicators(self) -> dict[str, Computed]:
        return indicators.all_of_this_room()

    def act_requested(self, process: Any, request: Requested) -> None:
        tracing.note(process, request)
