"""Moderation: what people send is looked at before it is public, with reasons and appeals."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk


@tk.blanket.config_declarations
class ModerationPlugin(p.SingletonPlugin):
    """The queue of the moderators and the record of what they decide."""

    p.implements(p.IConfigurer)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
