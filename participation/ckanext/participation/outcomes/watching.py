"""An answer about a process is an event of that process, and so stands in its public record."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov.answers import Change, Step
from ckanext.participation.process import lifecycle, recording
from ckanext.participation.process.model import Process

FORWARDED = "forwarded"


def after_answer_change(change: Change) -> None:
    """Record what became of the answer that is owed about a process, by the hash of its content."""
    process = _process(change.kind, change.object_id)
    if process is not None:
        details = {"answer": change.digest} if change.digest else {}
        if change.what == FORWARDED:
            lifecycle.hand_over(process, (change.details or {})["to"])
            details = dict(change.details or {})
        recording.record(process.process_no, change.what, details)


def answer_steps(kind: str, object_id: str) -> list[Step]:
    """Besides answering, an official can decide and promise about a process."""
    process = _process(kind, object_id)
    if process is None or process.announced_at is None:
        return []
    number, to = process.process_no, "participation_outcomes_desk"
    return [
        Step(tk._("Write a decision"), tk.h.url_for(f"{to}.decision", process_no=number)),
        Step(tk._("Make a commitment"), tk.h.url_for(f"{to}.commitment", process_no=number)),
        Step(
            tk._("What came of it"),
            tk.h.url_for("participation_outcomes.read", process_no=number),
        ),
    ]


def _process(kind: str, object_id: str) -> Any:
    """The process that an obligation is about; None when it is about something else."""
    if kind not in recording.kinds() or not (object_id.isascii() and object_id.isdigit()):
        return None
    process = core_model.Session.get(Process, int(object_id))
    return process if process is not None and process.kind == kind else None
