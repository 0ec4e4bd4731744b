"""What the actions of the desk take."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.calendar.schema import body_id
from ckanext.egov.paging import page_number

from .. import schema as petition_schema
from .notes.schema import known_tag
from .rules import Held, Urgency, Work

PAGE, MOST_ROWS = 50, 100

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def desk_list_schema() -> Schema:
    """What of the work is looked for, and which page of it."""
    optional = _validator("ignore_empty")
    return {
        "work": [optional, one_of(Work)],
        "urgency": [optional, one_of(Urgency)],
        "held": [optional, one_of(Held)],
        "tag": [optional, known_tag],
        "body": [optional, body_id],
        "rows": page_number(PAGE, MOST_ROWS),
        "start": page_number(0),
    }


def petition_schema_only() -> Schema:
    """Which petition."""
    return {"process_no": petition_schema.number()}


def one_of(words: type[StrEnum]) -> Callable[[Any], StrEnum]:
    """Make a validator of one word of a list."""

    def check(value: Any) -> StrEnum:
        try:
            return words(value)
        except ValueError:
            known = ", ".join(words)
            raise tk.Invalid(tk._("Choose one of these: {words}").format(words=known)) from None

    return check
