"""What the action of hearings takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.calendar.schema import moment
from ckanext.participation.process.schema import LONGEST_REASON, texts_up_to

from .. import schema as petition_schema
from ..rules import HearingState
from .rules import SAYABLE

LONGEST_PLACE = 300

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def hearing_update_schema() -> Schema:
    """A petition and what is said of its hearing."""
    optional = _validator("ignore_empty")
    return {
        "process_no": petition_schema.number(),
        "state": [_validator("not_empty"), _state],
        "at": [optional, moment],
        "place": [optional, texts_up_to(LONGEST_PLACE)],
        "reason": [optional, texts_up_to(LONGEST_REASON)],
    }


def _state(value: Any) -> HearingState:
    if value not in SAYABLE:
        words = ", ".join(SAYABLE)
        raise tk.Invalid(tk._("Choose one of these: {words}").format(words=words))
    return HearingState(value)
