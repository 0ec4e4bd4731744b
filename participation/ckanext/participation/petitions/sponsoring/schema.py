"""What the actions of sponsoring take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.participation.booth.schema import act_request_schema

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator

ASKED = ("channel", "address", "name", "district", "language", "wants_news", "token")
"""What a sponsor says of themselves: the same that a signer does."""


def petition_invitation_show_schema() -> Schema:
    """The invitation."""
    return {"invitation": [_validator("not_empty"), text]}


def petition_sponsor_schema() -> Schema:
    """The invitation, and who joins or steps back."""
    asked = act_request_schema()
    return {
        **petition_invitation_show_schema(),
        **{name: asked[name] for name in ASKED},
        "withdraw": [_validator("default")(False), _validator("boolean_validator")],
        "__extras": [_validator("ignore")],
    }


def text(value: Any) -> str:
    """Text without what no text holds."""
    if not isinstance(value, str):
        raise tk.Invalid(tk._("Please give a text."))
    return value.replace("\x00", "")[:200]
