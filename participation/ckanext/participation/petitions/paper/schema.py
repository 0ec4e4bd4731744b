"""What the actions of paper take."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.calendar.schema import code_of
from ckanext.participation.process.schema import LONGEST_REASON, texts_up_to

from .. import schema as petition_schema
from .rules import MOST_SHEETS, MOST_SIGNATURES

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def paper_list_schema() -> Schema:
    """Of which petition."""
    return {"process_no": petition_schema.number()}


def paper_create_schema() -> Schema:
    """What is on the sheets of one district."""
    needed = _validator("not_empty")
    return {
        "process_no": petition_schema.number(),
        "district": [needed, code_of("districts")],
        "signatures": [needed, _number(MOST_SIGNATURES)],
        "sheets": [needed, _number(MOST_SHEETS)],
        "scan": [_validator("ignore_empty"), _fingerprint],
    }


def paper_confirm_schema() -> Schema:
    """Which entry, and what the second official counted on the sheets."""
    needed = _validator("not_empty")
    return {
        **paper_list_schema(),
        "paper_id": [needed, _number(2**63 - 1)],
        "signatures": [needed, _number(MOST_SIGNATURES)],
    }


def paper_withdraw_schema() -> Schema:
    """Which entry, and why."""
    needed = _validator("not_empty")
    return {
        **paper_list_schema(),
        "paper_id": [needed, _number(2**63 - 1)],
        "reason": [needed, texts_up_to(LONGEST_REASON), needed],
    }


def _number(most: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        text = str(value).strip()
        if isinstance(value, bool) or not (text.isascii() and text.isdigit()):
            raise tk.Invalid(tk._("Write a whole number."))
        if not 0 < int(text[:20]) <= most:
            raise tk.Invalid(tk._("Write a number from 1 to {most}.").format(most=most))
        return int(text)

    return check


def _fingerprint(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch("[0-9a-f]{64}", value.strip().lower()):
        raise tk.Invalid(tk._("Write the SHA-256 of the scan: 64 digits and letters from a to f."))
    return value.strip().lower()
