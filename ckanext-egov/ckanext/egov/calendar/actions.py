"""API action: the dates of everything."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from . import gathering, schema
from .interfaces import Entry, Filters

__all__ = ["calendar_entry_list"]


@tk.side_effect_free
def calendar_entry_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List the dates of everything, the earliest first.

    :param kind: code of a kind of thing (optional)
    :param body: name or id of a body (optional)
    :param region: SOATO code (optional)
    :param sector: code of a sector (optional)
    :param group: code of a group in need (optional)
    :param since: what ends before this is left out (optional)
    :param until: what begins then or later is left out (optional)
    """
    tk.check_access("calendar_entry_list", context, data_dict)
    return [_shown(entry) for entry in gathering.entries(filters_of(data_dict, context))]


def filters_of(data_dict: DataDict, context: Context | None = None) -> Filters:
    """What is asked for, checked."""
    asked, errors = tk.navl_validate(data_dict, schema.calendar_entry_list_schema(), context or {})
    if errors:
        raise tk.ValidationError(errors)
    # CKAN hands an empty list on past every validator: it is no filter either.
    names = schema.calendar_entry_list_schema()
    return Filters(**{name: asked.get(name) or None for name in names})


def _shown(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat() if entry.end else None,
        "updated": entry.updated.isoformat(),
    }
