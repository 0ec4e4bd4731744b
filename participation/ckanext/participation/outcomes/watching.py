"""An answer about a process is an event of that process, and so stands in its public record."""

from __future__ import annotations

import ckan.model as core_model
from ckanext.egov.answers import Change
from ckanext.participation.process import recording
from ckanext.participation.process.model import Process


def after_answer_change(change: Change) -> None:
    """Record what became of the answer that is owed about a process, by the hash of its content."""
    number = change.object_id
    if change.kind not in recording.kinds() or not (number.isascii() and number.isdigit()):
        return
    process = core_model.Session.get(Process, int(number))
    if process is None or process.kind != change.kind:
        return
    details = {"answer": change.digest} if change.digest else {}
    recording.record(process.process_no, change.what, details)
