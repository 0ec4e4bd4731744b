"""The face of the portal: templates, styles, fonts, languages and the pages that are not data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from . import downloads, helpers, languages, views

HERE = Path(__file__).parent


@tk.blanket.helpers(helpers.ALL)
@tk.blanket.blueprints(views)
@tk.blanket.config_declarations
class ThemePlugin(p.SingletonPlugin):
    """Looks and languages; holds no data of its own but the count of downloads."""

    p.implements(p.IConfigurer)
    p.implements(p.ITranslation)
    p.implements(p.ISignal)

    def update_config(self, config: Any) -> None:
        tk.add_template_directory(config, "templates")
        tk.add_public_directory(config, "public")
        tk.add_resource("assets", "egov-theme")
        languages.check_babel()

    def i18n_directory(self) -> str:
        return str(HERE / "i18n")

    def i18n_locales(self) -> list[str]:
        return [item.parent.name for item in sorted((HERE / "i18n").glob("*/LC_MESSAGES"))]

    def i18n_domain(self) -> str:
        return "ckanext-egov"

    def get_signal_subscriptions(self) -> Any:
        return {tk.signals.resource_download: [downloads.count_download]}
