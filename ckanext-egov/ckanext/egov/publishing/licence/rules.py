"""When a dataset may be public: with an open licence, or with a recorded reason for a closed one.

PP-308, roadmap item 12, indicator 24: open data are under ODbL. A closed licence is an exception
that somebody answers for by name and date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

DEFAULT_LICENCE = "odc-odbl"
APPROVED = "approved"
SHORTEST_REASON = 10


@dataclass(frozen=True)
class ClosedLicenceRecord:
    """Why a dataset is public without an open licence, who said so and when."""

    licence_id: str
    reason: str
    recorded_by: str
    recorded_at: str


def is_open(licence: Mapping[str, Any] | None) -> bool:
    """True when the Open Definition or the Open Source Definition accepts the licence."""
    if licence is None:
        return False
    return APPROVED in (licence.get("od_conformance"), licence.get("osd_conformance"))


def may_be_public(licence: Mapping[str, Any] | None, reason: str) -> bool:
    """A dataset may be public with an open licence or with a reason that says something."""
    return is_open(licence) or len(reason.strip()) >= SHORTEST_REASON


def record_of(
    licence_id: str,
    reason: str,
    previous: ClosedLicenceRecord | None,
    user: str,
    now: datetime,
) -> ClosedLicenceRecord:
    """The record to keep: the old one while licence and reason stay, else a new one."""
    if previous and (previous.licence_id, previous.reason) == (licence_id, reason):
        return previous
    return ClosedLicenceRecord(licence_id, reason, user, now.isoformat(timespec="seconds"))
