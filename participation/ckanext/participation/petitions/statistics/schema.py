"""What the action of the statistics takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema

_validator: Callable[[str], Any] = tk.get_validator


def petition_statistics_schema() -> Schema:
    """Since when."""
    return {"since": [_validator("ignore_empty"), _day]}


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise tk.Invalid(tk._("Write the day as YYYY-MM-DD.")) from error
