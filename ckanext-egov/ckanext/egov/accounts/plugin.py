"""Accounts: how sure the portal is of who acts, and what officials may do."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import actions, auth, config


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.config_declarations
class AccountsPlugin(p.SingletonPlugin):
    """Who a person is, and how sure the portal is of it."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)

    # IConfigurer
    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")

    # IConfigurable
    def configure(self, _config: Any) -> None:
        config.pepper_folder()
