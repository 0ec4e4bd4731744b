from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.notifications.interfaces import ISubscriptions, Subscription
from ckanext.egov.schedule.interfaces import ISchedule, Periodic

from . import actions, auth, digests, follows, helpers, spreading, things, views
from .interfaces import IFollowing, Thing


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints(views)
@tk.blanket.helpers(helpers)
class FollowingPlugin(p.SingletonPlugin):
    """Follow anything by e-mail, without an account."""

    p.implements(p.IConfigurer)
    p.implements(IFollowing)
    p.implements(ISchedule)
    p.implements(ISubscriptions)

    # IConfigurer
    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "egov-following")

    # IFollowing
    def get_followed_kinds(self) -> dict[str, Callable[[str], Thing | None]]:
        return {"dataset": things.dataset, "organization": things.body}

    # ISchedule
    def get_periodic_jobs(self) -> dict[str, Periodic]:
        day = timedelta(days=1)
        return {
            "follow-spread": Periodic(timedelta(seconds=5), spreading.spread),
            "follow-daily": Periodic(day, digests.daily, at=time(8)),
            "follow-weekly": Periodic(7 * day, digests.weekly, at=time(8, 30)),
            "follow-forget": Periodic(day, follows.forget_unconfirmed, at=time(3, 20)),
        }

    # ISubscriptions
    def get_subscriptions(self) -> dict[str, Subscription]:
        return {
            "follow": Subscription(follows.title_of, follows.stop),
            "digest": Subscription(digests.title_of, digests.stop),
        }
