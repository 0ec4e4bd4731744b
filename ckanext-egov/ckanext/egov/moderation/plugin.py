"""Moderation: what people send is looked at before it is public, with reasons and appeals."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.schedule.interfaces import ISchedule, Periodic

from . import actions, appeal_views, appealing, auth, helpers, log_views, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.helpers(helpers)
@tk.blanket.blueprints(
    [views.egov_moderation, log_views.egov_moderation_log, appeal_views.egov_moderation_appeals]
)
@tk.blanket.config_declarations
class ModerationPlugin(p.SingletonPlugin):
    """The queue of the moderators and the record of what they decide."""

    p.implements(p.IConfigurer)
    p.implements(ISchedule)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "egov-moderation")

    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """Texts of appeals that nobody confirmed are not kept."""
        forget = Periodic(timedelta(days=1), appealing.forget_unconfirmed, at=time(3, 10))
        return {"moderation-forget-unconfirmed": forget}
