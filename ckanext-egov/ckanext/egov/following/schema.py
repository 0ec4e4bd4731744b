"""What the actions of following accept."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.accounts import canonical

from .model import PACES


def request_schema() -> Schema:
    """A wish to follow."""
    needed, missing = tk.get_validator("not_empty"), tk.get_validator("ignore_missing")
    text = tk.get_validator("unicode_safe")
    default: Any = tk.get_validator("default")
    return {
        "email": [needed, text, _email],
        "subject_type": [needed, text, _word],
        "subject_id": [needed, text, _id],
        "language": [missing, text],
        "pace": [default("at_once"), text, _pace],
        "__extras": [tk.get_validator("ignore")],
        "__junk": [tk.get_validator("ignore")],
    }


def _email(value: str) -> str:
    try:
        canonical.email(value)
        return canonical.deliverable(value)
    except ValueError as error:
        raise tk.Invalid(
            tk._("This is not a complete e-mail address. It looks like name@example.uz.")
        ) from error


def _word(value: str) -> str:
    if not (value.isascii() and value.replace("_", "").isalnum() and len(value) <= 40):
        raise tk.Invalid(tk._("There is nothing of this kind to follow."))
    return value


def _id(value: str) -> str:
    if not (value.isprintable() and len(value) <= 200 and value.isascii()):
        raise tk.Invalid(tk._("There is nothing of this kind to follow."))
    return value


def _pace(value: str) -> str:
    if value not in PACES:
        raise tk.Invalid(tk._("Choose how often: at once, daily or weekly."))
    return value
