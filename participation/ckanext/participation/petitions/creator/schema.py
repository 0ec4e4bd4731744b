"""What the actions of a creator take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema

from ..schema import number, petition_confirm_schema, text_of

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator
PASS_MOST = 500


def petition_creator_ask_schema() -> Schema:
    """A petition, and the address that its creator gave."""
    return {"process_no": number(), "email": [text_of("creator_email")]}


def petition_creator_enter_schema() -> Schema:
    """What stands in the message: the token, or the code of a confirmation."""
    return petition_confirm_schema()


def petition_creator_show_schema() -> Schema:
    """A petition and the pass to it."""
    return {"process_no": number(), "pass": [_pass], "__extras": [_validator("ignore")]}


def petition_update_create_schema() -> Schema:
    """A petition, the pass to it, and what its creator tells."""
    return {
        **petition_creator_show_schema(),
        "title": [text_of("title")],
        "text": [_update_text],
    }


def _update_text(value: Any) -> str:
    """As long as a petition's details may be, but not empty."""
    text = text_of("details")(value)
    if not text:
        raise tk.Invalid(tk._("Please fill this in."))
    return text


def _pass(value: Any) -> str:
    return value[:PASS_MOST] if isinstance(value, str) else ""
