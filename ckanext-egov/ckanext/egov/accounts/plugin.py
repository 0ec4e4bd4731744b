"""Accounts: how sure the portal is of who acts, and what officials may do."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov.keys import config as keys_config
from ckanext.egov.schedule.interfaces import ISchedule, Periodic

from . import actions, auth, config, guard, jobs, quiet
from .pages import duties, identity, phone, second_factor, sessions


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.config_declarations
class AccountsPlugin(p.SingletonPlugin):
    """Who a person is, and how sure the portal is of it."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)
    p.implements(p.IBlueprint)
    p.implements(p.IMiddleware, inherit=True)
    p.implements(ISchedule)

    # IConfigurer
    def update_config(self, _config: Any) -> None:
        tk.add_template_directory(_config, "templates")

    # IConfigurable
    def configure(self, _config: Any) -> None:
        """Without a place for keys nothing here can work: say so at start."""
        keys_config.folder()

    # IBlueprint
    def get_blueprint(self) -> list[Any]:
        """The pages, and the demonstration's provider only where it is switched on."""
        pages = [
            identity.egov_identity,
            phone.egov_phone,
            second_factor.egov_second_factor,
            sessions.egov_sessions,
            duties.egov_duties,
        ]
        return [*pages, *self._test_provider()]

    # IMiddleware
    def make_middleware(self, app: Any, _config: Any) -> Any:
        guard.guard(app)
        quiet.quieten()
        for blueprint in self._test_provider()[1:]:
            # Asked by the portal itself, which has no cookie and so no token.
            app.extensions["csrf"].exempt(blueprint)
        return app

    # ISchedule
    def get_periodic_jobs(self) -> dict[str, Periodic]:
        """Old confirmations, counts and sessions go each night."""
        return {"accounts-forget": Periodic(timedelta(days=1), jobs.forget_old, at=time(3, 20))}

    def _test_provider(self) -> list[Any]:
        if not config.test_provider():
            return []
        from .providers import test_provider

        return test_provider.blueprints()
