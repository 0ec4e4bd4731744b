"""What the actions of this room take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema

MOST = 1000
PAGE = 50

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def audit_list_schema() -> Schema:
    """Filters and a page, all optional."""
    words = [_validator("ignore_empty"), _validator("unicode_safe")]
    return {
        "actor": words,
        "action": words,
        "object_type": words,
        "object_id": words,
        "before": [_validator("ignore_empty"), _line_number],
        "limit": [_validator("default")(PAGE), _validator("natural_number_validator"), _at_most],
    }


def audit_verify_schema() -> Schema:
    """An earlier head that somebody kept, to see that it is still part of the record."""
    return {
        "number": [_validator("ignore_empty"), _line_number],
        "hash": [_validator("ignore_empty"), _validator("unicode_safe")],
    }


def _line_number(value: Any) -> int:
    text = str(value)
    if text.isascii() and text.isdigit() and 0 < len(text) <= 18:
        return int(text)
    raise tk.Invalid(tk._("This is not the number of a line."))


def _at_most(value: Any) -> Any:
    return min(value, MOST) if isinstance(value, int) else value
