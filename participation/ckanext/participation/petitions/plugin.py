"""Plugin `participation_petitions`: collective appeals with a threshold and an answer owed."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.answers.interfaces import AnsweredKind, IAnswers
from ckanext.egov.indicators.interfaces import Computed, IIndicators
from ckanext.egov.moderation.interfaces import IModeration, ModeratedKind
from ckanext.egov.schedule.interfaces import ISchedule, Periodic
from ckanext.participation.process.interfaces import IProcessKind, ProcessKind

from . import actions, auth, demo, helpers, indicators, jobs, kind, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.helpers(helpers)
@tk.blanket.blueprints([views.petitions])
@tk.blanket.cli(demo)
@tk.blanket.config_declarations
class PetitionsPlugin(p.SingletonPlugin):
    """Registers petitions with everything that they stand on; decides nothing itself."""

    p.implements(p.IConfigurer)
    p.implements(IProcessKind, inherit=True)
    p.implements(IModeration, inherit=True)
    p.implements(IAnswers, inherit=True)
    p.implements(ISchedule, inherit=True)
    p.implements(IIndicators, inherit=True)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "participation-petitions")

    def get_process_kinds(self) -> dict[str, ProcessKind]:
        return {"petition": kind.process_kind()}

    def get_moderated_kinds(self) -> dict[str, ModeratedKind]:
        return {"petition": kind.moderated_kind()}

    def get_answered_kinds(self) -> dict[str, AnsweredKind]:
        return {"petition": kind.answered_kind()}

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        return jobs.periodic()

    def get_indicators(self) -> dict[str, Computed]:
        return indicators.all_of_this_room()
