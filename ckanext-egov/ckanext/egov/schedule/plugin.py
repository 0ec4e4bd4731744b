from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.health.interfaces import Finding, IHealth

from . import actions, auth, checks, cli


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.cli(cli)
@tk.blanket.config_declarations
class SchedulePlugin(p.SingletonPlugin):
    """Runs what must happen every few seconds, hours or nights."""

    p.implements(p.IConfigurer)
    p.implements(IHealth)

    # IConfigurer
    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")

    # IHealth
    def get_health_checks(self) -> dict[str, Callable[[], Finding]]:
        return {"schedule": checks.check}

    def get_health_titles(self) -> dict[str, str]:
        return {"schedule": tk._("Work that is done by the clock")}
