"""When a requirement is met. Pure: numbers, dates and the moment in, a verdict out.

Nobody sets a status by hand. `met` needs all of it: something is there, the newest of it is not
older than 12 months, no sector or group is empty where all six are asked for, and the page that
proves it was opened by nobody in particular in each of the three languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Status = Literal["met", "partly", "stale", "not_yet"]
Why = Literal["no_room", "failed", "nothing", "old", "gaps", "unreachable", "unchecked"]
Evidence = Literal["ok", "unreachable", "unchecked"]

WINDOW = timedelta(days=365)
WORST_FIRST: tuple[Status, ...] = ("not_yet", "stale", "partly", "met")
MEANS: Mapping[Why, Status] = {
    "no_room": "not_yet",
    "failed": "not_yet",
    "nothing": "not_yet",
    "old": "stale",
    "gaps": "partly",
    "unreachable": "partly",
    "unchecked": "partly",
}


@dataclass(frozen=True)
class Verdict:
    """A status and everything that keeps it from being `met`."""

    status: Status
    why: tuple[Why, ...] = ()


def verdict(*why: Why) -> Verdict:
    """The worst that the reasons mean; `met` when there is none."""
    found = {MEANS[reason] for reason in why}
    return Verdict(next((status for status in WORST_FIRST if status in found), "met"), why)


def judge(
    number: float,
    newest: datetime | None,
    cells: Mapping[str, float] | None,
    evidence: Evidence,
    now: datetime,
) -> Verdict:
    """The status of an indicator that a room computes; `cells` where a full matrix is asked for."""
    if number <= 0 or newest is None:
        return verdict("nothing")
    why: list[Why] = []
    if newest < now - WINDOW:
        why.append("old")
    if cells is not None and any(amount <= 0 for amount in cells.values()):
        why.append("gaps")
    if evidence == "unreachable":
        why.append("unreachable")
    if evidence == "unchecked":
        why.append("unchecked")
    return verdict(*why)


def evidence(statuses: Mapping[str, int | None]) -> Evidence:
    """What the answers of a page in each language prove; None is "not asked yet"."""
    known = [status for status in statuses.values() if status is not None]
    if any(status != 200 for status in known):
        return "unreachable"
    return "ok" if statuses and len(known) == len(statuses) else "unchecked"
