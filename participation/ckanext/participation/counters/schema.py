"""What the actions of the counters take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.participation.ledger.schema import process_no

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def _word() -> list[Any]:
    return [_validator("ignore_missing"), _validator("unicode_safe"), _without_nul]


def _without_nul(value: Any) -> Any:
    if not isinstance(value, str) or "\x00" in value:
        raise tk.Invalid(tk._("There is a character that can't be in a name."))
    return value


def process_count_show_schema() -> Schema:
    """A process, and perhaps one of its features."""
    return {"process_no": process_no(), "feature": _word()}


def process_journal_show_schema() -> Schema:
    """A process, and perhaps a feature and what its acts are about."""
    return {"process_no": process_no(), "feature": _word(), "subject": _word()}
