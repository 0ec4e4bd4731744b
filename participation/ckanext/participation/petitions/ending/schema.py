"""What the actions of ending take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema

from ..rules import Step
from ..schema import number
from . import endings

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def petition_schema() -> Schema:
    """The number of a petition."""
    return {"process_no": number(), "__extras": [_validator("ignore")]}


def ending_schema(step: Step) -> Schema:
    """A petition, and why it ends."""
    codes = [each.code for each in endings.choices(step)]
    return {**petition_schema(), "reason": [_validator("not_empty"), _one_of(codes)]}


def _one_of(codes: list[str]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in codes:
            said = tk._("Choose a reason from the list: {codes}").format(codes=", ".join(codes))
            raise tk.Invalid(said)
        return value

    return check
