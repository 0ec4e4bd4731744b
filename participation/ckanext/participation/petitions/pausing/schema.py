"""What the actions of pausing take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.calendar.schema import moment
from ckanext.participation.process.schema import LONGEST_REASON, texts_up_to

from ..desk.schema import one_of
from .rules import Switch

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def resume_schema() -> Schema:
    """What goes on."""
    return {"what": [_validator("not_empty"), one_of(Switch)]}


def pause_schema() -> Schema:
    """What stops, why, and until when."""
    needed = _validator("not_empty")
    reason = [needed, texts_up_to(LONGEST_REASON), needed]
    return {**resume_schema(), "reason": reason, "until": [_validator("ignore_empty"), moment]}
