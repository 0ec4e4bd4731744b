"""CKAN's data dictionary with labels per language, units, code lists and rules."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.datastore.interfaces import IDataDictionaryForm
from ckanext.egov.publishing.dictionary import actions, auth, dictionary_form, helpers, views


@tk.blanket.actions(actions)
@tk.blanket.auth_functions(auth)
@tk.blanket.blueprints(views)
@tk.blanket.helpers(helpers)
class DictionaryPlugin(p.SingletonPlugin):
    """One dictionary: ours is kept inside the one that CKAN has."""

    p.implements(p.IConfigurer)
    p.implements(IDataDictionaryForm)

    def update_config(self, config: Any) -> None:
        """Add templates and styles."""
        tk.add_template_directory(config, "templates")
        tk.add_resource("assets", "egov-dictionary")

    def update_datastore_create_schema(self, schema: Schema) -> Schema:
        """Check our keys when a table is created or described."""
        return dictionary_form.extend(schema)

    def update_datastore_info_field(
        self, field: dict[str, Any], plugin_data: dict[str, Any]
    ) -> dict[str, Any]:
        """Show our keys to everyone who asks about a table."""
        return dictionary_form.shown(field, plugin_data)
