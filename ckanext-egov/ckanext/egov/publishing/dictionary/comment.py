"""The comment under which CKAN's DataStore keeps what is said of a column.

A loader that builds a table by itself sets these comments in the transaction that puts the
table in place, so that data and dictionary change together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ckanext.egov.publishing.dictionary.column import KEYS, Column

PLUGIN = "egov_dictionary"


def comment(field: Mapping[str, Any]) -> str:
    """Return the text for `COMMENT ON COLUMN` of a field."""
    said = Column.from_field(field).to_field()
    stored = {PLUGIN: {key: said[key] for key in KEYS if key in said}, "_info": said["info"]}
    # CKAN tells its newer comments from older ones by the space in front.
    return " " + json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
