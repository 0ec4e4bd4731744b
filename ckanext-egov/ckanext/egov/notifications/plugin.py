from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import redaction, views


@tk.blanket.blueprints(views)
@tk.blanket.config_declarations
class NotificationsPlugin(p.SingletonPlugin):
    """Sends messages by e-mail and SMS: each exactly once or known not to be."""

    p.implements(p.IConfigurer)
    p.implements(p.IMiddleware, inherit=True)

    # IConfigurer
    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        redaction.guard()

    # IMiddleware
    def make_middleware(self, app: Any, config: Any) -> Any:
        app.extensions["csrf"].exempt(views.unsubscribe_now)
        return app
