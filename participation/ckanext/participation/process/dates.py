"""The dates of processes for the calendar: announced, opens, closes, outcome and each phase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckanext.egov.calendar.interfaces import Entry, Filters

from . import listing, rules, showing
from .model import Process
from .rules import PhaseFacts

MOST = 2000
"""More dates than anybody reads; a calendar program that asks for all gets the last to close."""


def entries(filters: Filters) -> Iterator[Entry]:
    """The dates of the processes that everybody may see."""
    processes = _processes(filters)
    phases = showing.phases_by_process([process.process_no for process in processes])
    for process in processes:
        yield from _of(process, phases.get(process.process_no, []))


def _processes(filters: Filters) -> list[Process]:
    asked = {name: getattr(filters, name) for name in listing.FILTERS}
    conditions = [*listing.conditions(asked), listing.public()]
    last = sa.func.coalesce(Process.outcome_at, Process.closes_at)
    if filters.since:
        conditions.append(last >= filters.since)
    if filters.until:
        conditions.append(Process.announced_at < filters.until)
    query = sa.select(Process).where(*conditions).order_by(last.desc()).limit(MOST)
    return list(model.Session.scalars(query))


def _of(process: Process, phases: list[PhaseFacts]) -> Iterator[Entry]:
    named = {
        "announced": (process.announced_at, tk._("Announced")),
        "opens": (process.opens_at, tk._("Opens")),
        "closes": (process.closes_at, tk._("Closes")),
        "outcome": (process.outcome_at, tk._("Outcome promised")),
    }
    for name, (moment, what) in named.items():
        if moment:
            yield _entry(process, name, what, moment)
    # A single phase is the time between opening and closing, which is told already.
    for number, phase in enumerate(phases if len(phases) > 1 else [], 1):
        what = tk._("Step {number}").format(number=number)
        yield _entry(process, f"phase-{phase.key}", what, phase.start, phase.end)


def _entry(
    process: Process, name: str, what: str, start: datetime, end: datetime | None = None
) -> Entry:
    common: dict[str, Any] = {
        "sequence": process.sequence, "updated": process.modified_at, "title": process.title,
        "kind": process.kind, "body": process.body, "region": process.region,
        "sectors": tuple(process.sectors), "groups": tuple(process.groups_in_need),
    }  # fmt: skip
    return Entry(
        uid=f"process-{process.process_no}-{name}",
        start=start,
        end=end,
        what=what,
        url=tk.h.url_for("participation.read", process_no=process.process_no, qualified=True),
        status="cancelled" if _is_off(process, name, start) else "confirmed",
        **common,
    )


def _is_off(process: Process, name: str, start: datetime) -> bool:
    """What a stopped or early closed process promised and no longer brings about."""
    if process.state == rules.STOPPED:
        return name != "announced" and start > process.modified_at
    closed = process.closes_at if process.state == rules.CLOSED else None
    return closed is not None and name.startswith("phase-") and start >= closed
