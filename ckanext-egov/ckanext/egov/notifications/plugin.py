from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk


class NotificationsPlugin(p.SingletonPlugin):
    """Sends messages by e-mail and SMS: each exactly once or known not to be."""

    p.implements(p.IConfigurer)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
