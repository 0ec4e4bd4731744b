from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import views
from .first import HealthFirst


@tk.blanket.blueprints(views)
@tk.blanket.config_declarations
class HealthPlugin(p.SingletonPlugin):
    """Tells an operator what works and what does not."""

    p.implements(p.IConfigurer)
    p.implements(p.IMiddleware, inherit=True)

    # IConfigurer
    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")

    # IMiddleware
    def make_middleware(self, app: Any, config: Any) -> Any:
        app.wsgi_app = HealthFirst(app)
        return app
