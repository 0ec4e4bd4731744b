"""Validators of a page of a list, for the schemas of every room.

CKAN goes on to the next validator of a field after one has refused the value, so each looks at what
it gets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

HIGHEST = 2**63 - 1
"""What PostgreSQL's bigint holds."""

_validator: Callable[[str], Any] = tk.get_validator


def at_most(most: int) -> Callable[[Any], Any]:
    """Make a validator that lowers a number to `most`."""

    def lower(value: Any) -> Any:
        return min(value, most) if isinstance(value, int) else value

    return lower


def page_number(default: int, most: int = HIGHEST) -> list[Any]:
    """Validators of a number from 0 up: `default` where none is given, never more than `most`."""
    return [_validator("default")(default), _validator("natural_number_validator"), at_most(most)]
