"""A process as the API gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model

from . import lifecycle, rules
from .model import Event, Phase, Process
from .recording import kinds
from .rules import PhaseFacts

MOMENTS = ("announced_at", "opens_at", "closes_at", "outcome_at", "paused_at")
PLAIN = ("process_no", "kind", "state", "region", "sectors", "groups_in_need", "title", "summary",
         "rules", "sequence", "dataset_id")  # fmt: skip


def shown(process: Process) -> dict[str, Any]:
    """One process with its phases."""
    return shown_all([process])[0]


def shown_all(processes: Sequence[Process]) -> list[dict[str, Any]]:
    """Several processes, in a few queries whatever their number."""
    now = lifecycle.clock()
    phases = phases_by_process([process.process_no for process in processes])
    bodies = _bodies({process.body for process in processes})
    return [_row(process, phases.get(process.process_no, []), bodies, now) for process in processes]


def _row(
    process: Process, phases: list[PhaseFacts], bodies: dict[str, dict[str, Any]], now: datetime
) -> dict[str, Any]:
    kind = kinds().get(process.kind)
    active = rules.active_phase(phases, now) if process.state == rules.OPEN else None
    return {
        **{name: getattr(process, name) for name in PLAIN},
        **{name: _written(getattr(process, name)) for name in MOMENTS},
        "kind_title": kind.title() if kind else process.kind,
        "status": status(process, now),
        "body": process.body,
        "organization": bodies.get(process.body),
        "rules_hash": process.rules_hash.hex() if process.rules_hash else None,
        "phases": [_phase(phase, active) for phase in phases],
        "days_left": days_left(process, now),
        "now": now.isoformat(),
        "version": lifecycle.version_of(process),
        "url": tk.h.url_for(
            "participation.read", process_no=process.process_no, qualified=True, locale="default"
        ),
    }


def status(process: Process, now: datetime) -> str:
    """Where it stands for people: the state, and whether it is paused or its time is up."""
    if process.state == rules.OPEN and process.paused_at:
        return "paused"
    over = process.closes_at is not None and now >= process.closes_at
    return rules.CLOSED if process.state == rules.OPEN and over else process.state


def days_left(process: Process, now: datetime) -> int | None:
    """Nights until it closes: 0 on the last day. None when it is not open."""
    if process.state != rules.OPEN or process.closes_at is None:
        return None
    zone = tk.h.get_display_timezone()
    days = process.closes_at.astimezone(zone).date() - now.astimezone(zone).date()
    return max(days.days, 0)


def _phase(phase: PhaseFacts, active: PhaseFacts | None) -> dict[str, Any]:
    return {
        "key": phase.key,
        "start": phase.start.isoformat(),
        "end": phase.end.isoformat(),
        "features": dict(phase.features),
        "active": phase is active,
    }


def event_shown(event: Event) -> dict[str, Any]:
    """An event as the API gives it."""
    return {
        "event_id": event.event_id,
        "event": event.event,
        "at": event.at.isoformat(),
        "details": event.details,
    }


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def phases_by_process(numbers: Iterable[int]) -> dict[int, list[PhaseFacts]]:
    """The phases of several processes in one query, each in order."""
    found: dict[int, list[PhaseFacts]] = {}
    rows = model.Session.execute(
        sa.select(Phase.process_no, Phase.key, Phase.during, Phase.features)
        .where(Phase.process_no.in_(list(numbers)))
        .order_by(sa.func.lower(Phase.during))
    )
    for number, key, during, features in rows:
        phase = PhaseFacts(key, during.lower, during.upper, features)
        found.setdefault(number, []).append(phase)
    return found


def _bodies(ids: set[str]) -> dict[str, dict[str, Any]]:
    group: Any = model.Group
    rows = model.Session.query(group.id, group.name, group.title, group.image_url).filter(
        group.id.in_(ids)
    )
    return {
        id_: {"id": id_, "name": name, "title": title, "image_url": image}
        for id_, name, title, image in rows
    }
