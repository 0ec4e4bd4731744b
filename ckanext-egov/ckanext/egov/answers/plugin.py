"""The clock of what a body owes: acknowledged, answered, overdue in public."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.config_declarations
class AnswersPlugin(p.SingletonPlugin):
    """Pages, actions and reminders of obligations."""

    p.implements(p.IConfigurer)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
