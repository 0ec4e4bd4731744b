"""What happens to a process is recorded, and who has to know is told, in one transaction."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
from ckan import model

from .interfaces import IProcessKind, IProcessObserver, ProcessKind
from .model import Event, Process


def record(process_no: int, event: str, details: dict[str, Any] | None = None) -> Event:
    """Record an event in the caller's transaction and call those that follow events.

    Observers (the public record is one) come first, then the slice that the process belongs to.
    """
    row = Event(process_no=process_no, event=event, details=details or {})
    model.Session.add(row)
    model.Session.flush()
    model.Session.refresh(row)
    for observer in p.PluginImplementations(IProcessObserver):
        observer.process_event(process_no, row.event_id, event, row.details, row.at)
    process = model.Session.get(Process, process_no)
    kind = kinds().get(process.kind) if process else None
    if kind and kind.on_event:
        kind.on_event(process_no, event)
    return row


def kinds() -> dict[str, ProcessKind]:
    """The kinds of processes that exist here, of all slices that are switched on."""
    found: dict[str, ProcessKind] = {}
    for slice_ in p.PluginImplementations(IProcessKind):
        found.update(slice_.get_process_kinds())
    return found
