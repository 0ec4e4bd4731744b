"""CKAN plugin `egov_vocabularies`: look-ups as API actions and template helpers."""

from __future__ import annotations

import ckan.plugins as plugins
import ckan.plugins.toolkit as tk
from ckanext.egov.vocabularies import actions, helpers


@tk.blanket.actions(actions)
@tk.blanket.helpers(helpers)
class VocabulariesPlugin(plugins.SingletonPlugin):
    """Wires the vocabularies into CKAN."""
