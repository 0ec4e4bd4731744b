"""What can be asked of the calendar, and the validators of filters that other rooms share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Schema
from ckanext.egov import vocabularies

from . import gathering

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def moment(value: Any) -> datetime:
    """A moment; one without a time zone is in the portal's own."""
    try:
        read = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        # CKAN's own object is of pytz, which `replace` gets wrong.
        zone = ZoneInfo(str(tk.h.get_display_timezone()))
        return read if read.tzinfo else read.replace(tzinfo=zone)
    except (TypeError, ValueError):
        raise tk.Invalid(tk._("Write a date and a time like 2026-03-14T18:00")) from None


def body_id(value: Any) -> str:
    """A public body by its name or identifier, kept as its identifier."""
    body = model.Group.get(str(value)) if "\0" not in str(value) else None
    if body is None or not body.is_organization or body.state != "active":
        raise tk.Invalid(tk._("There is no such public body"))
    return body.id


def code_of(vocabulary: str) -> Callable[[Any], str]:
    """Make a validator of one code of a vocabulary."""

    def validate(value: Any) -> str:
        if not isinstance(value, str) or vocabularies.term(vocabulary, value) is None:
            raise tk.Invalid(tk._("There is no such code: {code}").format(code=value))
        return value

    return validate


def _kind(value: Any) -> str:
    if not isinstance(value, str) or value not in gathering.kinds():
        raise tk.Invalid(tk._("There is no such code: {code}").format(code=value))
    return value


def calendar_entry_list_schema() -> Schema:
    """Filters and a stretch of time."""
    ignore = _validator("ignore_empty")
    return {
        "kind": [ignore, _kind],
        "body": [ignore, body_id],
        "region": [ignore, code_of("regions")],
        "sector": [ignore, code_of("sectors")],
        "group": [ignore, code_of("groups_in_need")],
        "since": [ignore, moment],
        "until": [ignore, moment],
    }
