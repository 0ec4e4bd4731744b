"""The record of officials' acts, and its page."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import actions, auth, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints([views.audit])
class AuditPlugin(p.SingletonPlugin):
    """Officials' acts are noted in a chain that nobody can change unseen."""

    p.implements(p.IConfigurer)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
