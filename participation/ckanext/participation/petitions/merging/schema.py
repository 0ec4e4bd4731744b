"""What the action of merging takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.participation.process.schema import LONGEST_REASON, texts_up_to

from .. import schema as petition_schema

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def merge_schema() -> Schema:
    """The petition that closes, the one that stays open, and a public reason."""
    needed = _validator("not_empty")
    return {
        "process_no": petition_schema.number(),
        "into": petition_schema.number(),
        "reason": [needed, texts_up_to(LONGEST_REASON), needed],
    }
