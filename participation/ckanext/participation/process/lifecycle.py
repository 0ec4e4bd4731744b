"""What officials and the clock do to a process: one step each, inside the caller's transaction.

Every step takes the lock of the process's row first and the database's clock after it, so that
two officials, the clock and the booth come one after the other, each knowing the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import Range

from . import rules
from .model import Phase, Process
from .recording import record
from .rules import PhaseFacts
from .schema import process_number


class Conflict(tk.ValidationError):
    """Something else happened to the process first; the API answers 409, as pages should."""

    def __init__(self, message: str) -> None:
        super().__init__({"process": [message]})


def clock() -> datetime:
    """What time the database has, in the middle of a transaction too."""
    return model.Session.scalar(sa.select(sa.func.clock_timestamp()))


def phases_of(process_no: int) -> list[PhaseFacts]:
    """The phases of a process as they stand in the database, the earliest first."""
    rows = model.Session.execute(
        sa.select(Phase.key, Phase.during, Phase.features)
        .where(Phase.process_no == process_no)
        .order_by(sa.func.lower(Phase.during))
    )
    return [PhaseFacts(key, during.lower, during.upper, feats) for key, during, feats in rows]


def version_of(process: Process) -> str:
    """What changes with every change of a process."""
    return process.modified_at.isoformat()


def read(process_no: int) -> Process:
    """The process as it stands, without a lock."""
    found = model.Session.get(Process, process_no, populate_existing=True)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such process"))
    return found


def find(process_no: Any) -> Process:
    """The process of a number that somebody typed."""
    try:
        return read(process_number(process_no))
    except tk.Invalid:
        raise tk.ObjectNotFound(tk._("There is no such process")) from None


def lock(process_no: int) -> Process:
    """The process with its row locked until the transaction ends."""
    found = model.Session.scalar(
        sa.select(Process)
        .where(Process.process_no == process_no)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such process"))
    return found


def begin(name: str, process_no: int, version: str | None = None) -> Process:
    """The locked process when this step may be done to it now; raises Conflict when not."""
    process = lock(process_no)
    if version and version != version_of(process):
        raise Conflict(tk._("Somebody changed this process meanwhile. Look at it again."))
    if not rules.may_step(name, process.state, process.paused_at is not None):
        raise Conflict(why_not(process))
    return process


def why_not(process: Process) -> str:
    """What to tell an official who cannot do a step now."""
    if process.paused_at is not None:
        return tk._("This process is paused.")
    return {
        rules.DRAFT: tk._("This process is a draft."),
        rules.ANNOUNCED: tk._("This process is announced, not open."),
        rules.OPEN: tk._("This process is open."),
        rules.CLOSED: tk._("This process is closed."),
        rules.STOPPED: tk._("This process was stopped."),
    }[process.state]


def set_phases(process: Process, phases: Sequence[PhaseFacts]) -> None:
    """Replace the phases; the process opens with the first and closes with the last."""
    model.Session.execute(sa.delete(Phase).where(Phase.process_no == process.process_no))
    for phase in phases:
        during = Range(phase.start, phase.end, bounds="[)")
        model.Session.add(
            Phase(
                process_no=process.process_no,
                key=phase.key,
                during=during,
                features=dict(phase.features),
            )
        )
    process.opens_at = min((phase.start for phase in phases), default=None)
    process.closes_at = max((phase.end for phase in phases), default=None)
    model.Session.flush()


def touch(process: Process, dates_changed: bool = False) -> None:
    """Note that a process changed; calendars take up new dates by the higher sequence."""
    process.modified_at = sa.func.clock_timestamp()
    if dates_changed:
        process.sequence += 1
    model.Session.flush()
    model.Session.refresh(process)


def announce(process: Process) -> None:
    """Tell everyone what will open and when."""
    now = clock()
    _require_future(process, now)
    process.state, process.announced_at = rules.ANNOUNCED, now
    touch(process)
    record(process.process_no, "announced", _dates(process))


def open_now(process: Process, *, announced: bool = True) -> None:
    """Freeze the rules and let people in; what opens before its time begins now."""
    now = clock()
    phases = phases_of(process.process_no)
    _require_future(process, now)
    early = phases[0].start > now
    if early:
        phases[0] = PhaseFacts(phases[0].key, now, phases[0].end, phases[0].features)
        set_phases(process, phases)
    process.rules = rules.frozen(process.rules, phases)
    process.rules_hash = hashed = rules.rules_hash(process.rules)
    process.state = rules.OPEN
    if announced:
        process.announced_at = process.announced_at or now
    touch(process, dates_changed=early)
    record(process.process_no, "opened", {"rules_hash": hashed.hex(), **_dates(process)})


def _require_future(process: Process, now: datetime) -> None:
    if process.closes_at is None:
        raise tk.ValidationError({"phases": [tk._("Give at least one phase with its dates")]})
    if process.closes_at <= now:
        raise tk.ValidationError({"phases": [tk._("The last phase has ended already")]})


def pause(process: Process, reason: dict[str, str]) -> None:
    """Let nobody act until it is resumed."""
    process.paused_at = clock()
    touch(process)
    record(process.process_no, "paused", {"reason": reason})


def resume(process: Process) -> None:
    """Let people in again; by the declared rule they get the lost time back."""
    now, since = clock(), process.paused_at
    assert since is not None
    by = rules.outage_extension(process.rules, now - since)
    process.paused_at = None
    if by:
        _move(process, rules.moved(phases_of(process.process_no), since, by))
    touch(process, dates_changed=bool(by))
    lost = {"paused_at": _written(since), "minutes_added": int(by.total_seconds() // 60)}
    record(process.process_no, "resumed", lost | _dates(process))


def extend(process: Process, until: datetime, key: str | None, reason: dict[str, str]) -> None:
    """Make a phase longer; what comes after it comes later."""
    now = clock()
    phases = phases_of(process.process_no)
    phase = next((phase for phase in phases if phase.key == key), None) if key else phases[-1]
    if phase is None:
        raise tk.ValidationError({"phase": [tk._("There is no such phase")]})
    longer = rules.lengthened(phases, phase.key, until)
    if longer is None:
        raise tk.ValidationError({"until": [tk._("An extension must end later than the phase")]})
    if phase.end <= now or until <= now:
        raise Conflict(tk._("This phase is over; it can no longer be extended."))
    _move(process, longer)
    touch(process, dates_changed=True)
    told = {"phase": phase.key, "from": _written(phase.end), "to": _written(until)}
    record(process.process_no, "extended", told | {"reason": reason} | _dates(process))


def hand_over(process: Process, body: str) -> None:
    """Make another body responsible; its officials run the process from now on."""
    group = model.Group.get(body)
    assert group is not None
    process.body = group.id
    touch(process)


def _move(process: Process, phases: Sequence[PhaseFacts]) -> None:
    before = process.closes_at
    set_phases(process, phases)
    if process.outcome_at and before and process.closes_at:
        process.outcome_at += process.closes_at - before


def close(process: Process, reason: dict[str, str] | None = None) -> None:
    """Let nobody act any more; before its time only with a reason that everyone can read."""
    now = clock()
    early = process.closes_at is None or now < process.closes_at
    if early and not reason:
        raise tk.ValidationError({"reason": [tk._("Say why it closes before its time")]})
    process.state, process.paused_at = rules.CLOSED, None
    if early:
        process.closes_at = now
    touch(process, dates_changed=early)
    told = {"early": early} | ({"reason": reason} if reason else {})
    record(process.process_no, "closed", told | _dates(process))


def stop(process: Process, reason: dict[str, str]) -> None:
    """End a process without a result."""
    process.state, process.paused_at = rules.STOPPED, None
    touch(process, dates_changed=True)
    record(process.process_no, "stopped", {"reason": reason})


def _dates(process: Process) -> dict[str, str]:
    named = {name: getattr(process, name) for name in ("opens_at", "closes_at", "outcome_at")}
    return {name: _written(value) for name, value in named.items() if value}


def _written(moment: datetime) -> str:
    return moment.isoformat()
