"""What the actions of the public record take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema

LARGEST_NUMBER = 2**63 - 1

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def _number(value: Any) -> Any:
    if not isinstance(value, int) or not 0 < value <= LARGEST_NUMBER:
        raise tk.Invalid(tk._("There is no such process."))
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise tk.Invalid(tk._("Paste the text of the receipt."))
    return value


def process_no() -> list[Any]:
    """The number of a process."""
    return [_validator("not_empty"), _validator("int_validator"), _number]


def receipt_check_schema() -> Schema:
    """The text of a receipt."""
    return {"receipt": [_validator("not_empty"), _text]}


def ledger_show_schema() -> Schema:
    """The number of a process."""
    return {"process_no": process_no()}
