"""Pauses and resumes for all petitions, inside the caller's transaction.

Signing is paused process by process, by the kernel's own step: each is recorded in public, and each
gets the lost time back by the rule that it declares.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.participation.process import indexing
from ckanext.participation.process import lifecycle as processes
from ckanext.participation.process.model import Process
from sqlalchemy.dialects.postgresql import insert

from ..model import Petition, now
from ..rules import State
from .model import Pause, Paused
from .rules import Switch, is_over


def paused(what: Switch) -> Any:
    """The pause of this, when it goes on now; else None."""
    found: Any = core_model.Session.get(Pause, what.value, populate_existing=True)
    return None if found is None or is_over(found.until, now()) else found


def every() -> list[Any]:
    """All pauses that go on now."""
    return [found for found in map(paused, Switch) if found]


def pause(what: Switch, reason: dict[str, str], until: datetime | None) -> bool:
    """Pause it for all; said again only reason and end change. Whether it was not paused before."""
    said = {"reason": reason, "until": until}
    line = insert(Pause).values(what=what.value, **said)
    is_new = paused(what) is None
    core_model.Session.execute(line.on_conflict_do_update(index_elements=["what"], set_=said))
    if what == Switch.SIGNING:
        for number in _open():
            _pause_one(number, reason)
    return is_new


def resume(what: Switch) -> bool:
    """Let people go on; false when it was not paused."""
    gone = core_model.Session.execute(sa.delete(Pause).where(Pause.what == what.value))
    if what == Switch.SIGNING:
        for number in core_model.Session.scalars(sa.select(Paused.process_no)).all():
            _resume_one(number)
    return bool(gone.rowcount)  # pyrefly: ignore[missing-attribute]


def keep_paused(petition: Any) -> None:
    """A petition that opens, or that its body resumes, while all signing is paused is paused."""
    found = paused(Switch.SIGNING)
    if found and petition.state == State.OPEN:
        _pause_one(petition.process_no, found.reason)


def resume_over() -> None:
    """End the pauses whose end has come; safe to run twice."""
    query = sa.select(Pause.what).where(Pause.until <= sa.func.clock_timestamp()).with_for_update()
    for what in core_model.Session.scalars(query).all():
        resume(Switch(what))
    core_model.Session.commit()


def _open() -> list[int]:
    """Petitions that people sign now, in the order in which all lock them."""
    query = (
        sa.select(Petition.process_no)
        .join(Process, Process.process_no == Petition.process_no)
        .where(Petition.state == State.OPEN.value, Process.paused_at.is_(None))
        .order_by(Petition.process_no)
    )
    return list(core_model.Session.scalars(query))


def _pause_one(process_no: int, reason: dict[str, str]) -> None:
    try:
        process = processes.begin("pause", process_no)
    except processes.Conflict:
        return  # it closed, or an official paused it, a moment ago
    processes.pause(process, reason)
    line = insert(Paused).values(process_no=process_no)
    core_model.Session.execute(line.on_conflict_do_nothing())
    indexing.queue(process_no)


def _resume_one(process_no: int) -> None:
    core_model.Session.execute(sa.delete(Paused).where(Paused.process_no == process_no))
    try:
        process = processes.begin("resume", process_no)
    except processes.Conflict:
        return  # an official resumed or stopped it before
    processes.resume(process)
    indexing.queue(process_no)
