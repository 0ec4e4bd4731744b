"""Processes that begin among invited people, and phases whose time is not known at the beginning.

A petition looks for sponsors before a moderator has read it: its rules are frozen and its record
runs, but nobody finds it. What comes later stands in the frozen rules without dates:
`{"later": {"signing": {"sign": 1}}}`. Slices call this inside their own transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from . import indexing, lifecycle, rules
from .model import Process
from .recording import kinds, record
from .rules import PhaseFacts

LATER = "later"
"""The declared rule that names phases to come, each with what it allows from which level."""


def open_unannounced(process_no: int) -> Process:
    """Freeze the rules and begin, seen only by the officials of the body and by who is invited."""
    process = lifecycle.begin("open", process_no)
    lifecycle.open_now(process, announced=False)
    return process


def begin_phase(process_no: int, key: str, end: datetime) -> Process:
    """Begin a phase that the frozen rules name, now; everybody may know of the process then.

    What went on before ends; the record keeps when it began. Raises Conflict when the process is
    not open, KeyError when its rules know no such phase.
    """
    process = lifecycle.lock(process_no)
    if process.state != rules.OPEN or process.paused_at is not None:
        raise lifecycle.Conflict(lifecycle.why_not(process))
    now = lifecycle.clock()
    phase = PhaseFacts(key, now, end, process.rules[LATER][key])
    lifecycle.set_phases(process, [phase])
    is_first = process.announced_at is None
    process.announced_at = process.announced_at or now
    lifecycle.touch(process, dates_changed=True)
    if is_first:
        record(process_no, "announced", _dates(phase))
    record(process_no, "phase_begun", {"phase": key, **_dates(phase)})
    indexing.queue(process_no)
    return process


def page_for_invited(process_no: int) -> str | None:
    """Where its slice shows a process that was announced to nobody; None for all others."""
    process = model.Session.get(Process, process_no, populate_existing=True)
    if process is None or process.state == rules.DRAFT or process.announced_at is not None:
        return None
    kind = kinds().get(process.kind)
    return tk.h.url_for(kind.endpoint, process_no=process_no) if kind else None


def conceal(process_no: int) -> None:
    """Let nobody but officials see a process any more; its record of events and acts stays."""
    process = lifecycle.lock(process_no)
    process.announced_at = None
    lifecycle.touch(process)
    indexing.queue(process_no)


def _dates(phase: PhaseFacts) -> dict[str, Any]:
    return {"opens_at": phase.start.isoformat(), "closes_at": phase.end.isoformat()}
