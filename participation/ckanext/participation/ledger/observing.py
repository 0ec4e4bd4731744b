"""What happens to a process becomes a leaf of its record, from the opening on."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from . import entries, leaves

OPENED = "opened"
HAS_OPENED = sa.text(
    "SELECT EXISTS (SELECT FROM participation_leaf"
    " WHERE process_no = :process_no AND event = 'opened')"
)
MOMENT = r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?"
PLAIN = re.compile(rf"[a-z][a-z_.]{{0,63}}|[0-9a-f]{{64}}|{MOMENT}")
"""Code words, hashes and moments: all that may stand in a record as it is."""


def process_event(
    process_no: int, event_id: int, event: str, details: dict[str, Any], at: datetime
) -> None:
    """Add the leaf of an event. The opening, with the hash of the frozen rules, is the first."""
    if event != OPENED and not model.Session.scalar(HAS_OPENED, {"process_no": process_no}):
        return
    leaves.append(process_no, event, entries.event_entry(process_no, event, sober(details), at))


def sober(details: dict[str, Any]) -> dict[str, Any]:
    """Details without free text, which could name people: its hash stands in its place."""
    return {name: _sober(value) for name, value in details.items()}


def _sober(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str) and PLAIN.fullmatch(value):
        return value
    return {"sha256": hashlib.sha256(entries.canonical(value)).hexdigest()}
