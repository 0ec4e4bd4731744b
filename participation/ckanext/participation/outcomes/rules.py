"""What may become of a commitment. Pure: the day is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

PLANNED, UNDERWAY, DONE, DROPPED = "planned", "underway", "done", "dropped"
LATE = "late"
"""Not kept in the database: what is planned or under way becomes late by the calendar."""
STATUSES = (PLANNED, UNDERWAY, DONE, DROPPED)
SHOWN = (PLANNED, UNDERWAY, LATE, DONE, DROPPED)
EVIDENCE = ("dataset", "act", "photo")
NEXT: Mapping[str, tuple[str, ...]] = {
    PLANNED: (PLANNED, UNDERWAY, DONE, DROPPED),
    UNDERWAY: (UNDERWAY, DONE, DROPPED),
    DONE: (DONE, UNDERWAY),
    DROPPED: (DROPPED, PLANNED),
}
"""A thing done may turn out not to be done, and a dropped one be taken up again: never silently."""


def shown(status: str, due: date, today: date) -> str:
    """The status people see."""
    return LATE if status in (PLANNED, UNDERWAY) and today > due else status


def days_late(status: str, due: date, today: date) -> int:
    """Calendar days since a commitment that isn't done should have been."""
    return (today - due).days if shown(status, due, today) == LATE else 0


def problems(
    old: Mapping[str, Any], new: Mapping[str, Any], evidence: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """What is wrong with a change: field and key word. `old` is empty for a new commitment."""
    found = {}
    before, after = old.get("status", PLANNED), new["status"]
    if after not in NEXT[before]:
        found["status"] = "order"
    if after == DONE and not evidence:
        found["evidence"] = "needed"
    if _needs_reason(old, new) and not new.get("reason"):
        found["reason"] = "needed"
    return found


def _needs_reason(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whoever drops, postpones or takes back something says why."""
    if new["status"] == DROPPED:
        return True
    if not old:
        return False
    went_back = old["status"] in (DONE, DROPPED) and new["status"] != old["status"]
    return went_back or new["due"] > old["due"]
