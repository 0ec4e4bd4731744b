"""What the actions of this room take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema

from .duties import DUTIES

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def _text() -> list[Any]:
    return [_validator("not_empty"), _validator("unicode_safe")]


def user_schema() -> Schema:
    """A user's name or id."""
    return {"user": [*_text(), _validator("user_id_or_name_exists")]}


def duty_schema() -> Schema:
    """A user, a duty, and the body that an answerer answers for."""
    return {
        **user_schema(),
        "duty": [*_text(), _validator("one_of")(list(DUTIES))],
        "body": [
            _validator("ignore_missing"),
            _validator("unicode_safe"),
            _validator("ignore_empty"),
            _validator("group_id_or_name_exists"),
        ],
    }


def duty_list_schema() -> Schema:
    """Filters, all optional."""
    words = [_validator("ignore_missing"), _validator("unicode_safe")]
    return {"user": words, "duty": words, "body": words}
