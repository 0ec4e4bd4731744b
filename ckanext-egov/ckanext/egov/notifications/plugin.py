from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.health.interfaces import Finding, IHealth
from ckanext.egov.schedule.interfaces import ISchedule, Periodic

from . import actions, auth, checks, keeping, redaction, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints(views)
@tk.blanket.config_declarations
class NotificationsPlugin(p.SingletonPlugin):
    """Sends messages by e-mail and SMS: each exactly once or known not to be."""

    p.implements(p.IConfigurer)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(IHealth)
    p.implements(ISchedule)

    # IConfigurer
    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        redaction.guard()

    # IMiddleware
    def make_middleware(self, app: Any, config: Any) -> Any:
        app.extensions["csrf"].exempt(views.unsubscribe_now)
        return app

    # IHealth
    def get_health_checks(self) -> dict[str, Callable[[], Finding]]:
        return {"email": checks.email, "sms": checks.phone}

    def get_health_titles(self) -> dict[str, str]:
        return {"email": tk._("Messages by e-mail"), "sms": tk._("Messages by SMS")}

    # ISchedule
    def get_periodic_jobs(self) -> dict[str, Periodic]:
        return {"outbox-wipe": Periodic(timedelta(days=1), keeping.wipe, at=time(3, 10))}
