"""The public record of every process as a transparency log.

Every act and every event of a process leaves an entry. The sealer (`sealer.py`, a process of its
own) gives entries their place in a Merkle tree, signs and publishes it; whoever acts gets a signed
receipt at once. This plugin writes the entries of events and has the pages to look and to check.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.health.interfaces import Finding, IHealth
from ckanext.participation.process.interfaces import IProcessObserver

from . import actions, auth, health, observing, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.participation_ledger])
@tk.blanket.config_declarations
class LedgerPlugin(p.SingletonPlugin):
    """Observes processes and shows their records."""

    p.implements(p.IConfigurer)
    p.implements(IProcessObserver)
    p.implements(IHealth, inherit=True)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")

    def process_event(
        self, process_no: int, event_id: int, event: str, details: dict[str, Any], at: datetime
    ) -> None:
        """Write what happened into the record."""
        observing.process_event(process_no, event_id, event, details, at)

    def get_health_checks(self) -> dict[str, Callable[[], Finding]]:
        """Whether leaves are sealed in time."""
        return {"ledger-sealing": health.sealing}

    def get_health_titles(self) -> dict[str, str]:
        """In plain words."""
        return {"ledger-sealing": tk._("Sealing of the public record")}
