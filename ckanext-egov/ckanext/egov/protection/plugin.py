from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import bad_input, csrf, headers, mail, stores


@tk.blanket.config_declarations
class ProtectionPlugin(p.SingletonPlugin):
    """Closes what CKAN leaves open: forged requests, unchecked mail servers, loose headers."""

    p.implements(p.IConfigurer)
    p.implements(p.IConfigurable)
    p.implements(p.IMiddleware, inherit=True)

    # IConfigurer
    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")

    # IConfigurable
    def configure(self, config: Any) -> None:
        mail.guard()

    # IMiddleware
    def make_middleware(self, app: Any, config: Any) -> Any:
        csrf.guard(app)
        bad_input.guard(app)
        headers.guard(app)
        stores.guard(app)
        return app
