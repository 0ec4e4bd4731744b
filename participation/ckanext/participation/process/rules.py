"""What a process allows to whom and when: plain data in, plain data out.

Every permission of participation is one question, asked of :func:`allows`: does the phase that is
active now allow this feature to a person of this level? Pages, API and booth ask the same one.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

DRAFT, ANNOUNCED, OPEN, CLOSED, STOPPED = "draft", "announced", "open", "closed", "stopped"
STATES = (DRAFT, ANNOUNCED, OPEN, CLOSED, STOPPED)

WITHDRAW = "withdraw:"
"""What is allowed may be taken back: `withdraw:sign` where `sign` is, from the same level."""


@dataclass(frozen=True)
class ProcessFacts:
    """What the rules need to know about a process."""

    process_no: int
    state: str
    opens_at: datetime | None
    closes_at: datetime | None
    paused_at: datetime | None = None
    grace: timedelta = timedelta()
    """How long after the end what was asked for before it may still be confirmed."""


@dataclass(frozen=True)
class PhaseFacts:
    """A stretch of time, its end not included; `features` says from which level each is open."""

    key: str
    start: datetime
    end: datetime
    features: Mapping[str, int]

    def is_active(self, at: datetime) -> bool:
        """The first moment belongs to a phase, the last one to the next."""
        return self.start <= at < self.end

    def level_for(self, feature: str) -> int | None:
        """The level a feature needs in this phase; None when the phase does not have it."""
        if feature in self.features:
            return self.features[feature]
        return self.features.get(feature.removeprefix(WITHDRAW))


@dataclass(frozen=True)
class Refusal:
    """Why something is not allowed, and from when it is or which level it needs, if known.

    Codes: `not_open_yet`, `closed`, `paused`, `stopped`, `not_in_this_phase`, `level_too_low`.
    """

    code: str
    until: datetime | None = None
    level: int | None = None


def allows(
    process: ProcessFacts,
    phases: Sequence[PhaseFacts],
    feature: str,
    level: int,
    at: datetime,
    asked_at: datetime | None = None,
) -> Refusal | None:
    """None when a person of this level may do this now, else the reason why not.

    `asked_at` says since when it waits for being confirmed: with a declared grace, the end of a
    process cuts off nobody whose letter is on its way.
    """
    if asked_at is not None and _in_grace(process, asked_at, at):
        process, at = replace(process, state=OPEN), asked_at
    refusal = _closed_door(process, at)
    if refusal:
        return refusal
    phase = active_phase(phases, at)
    needed = phase.level_for(feature) if phase else None
    if needed is None:
        return Refusal("not_in_this_phase", until=_next_start(phases, feature, at))
    return Refusal("level_too_low", level=needed) if level < needed else None


def _in_grace(process: ProcessFacts, asked_at: datetime, at: datetime) -> bool:
    ends = process.closes_at
    if ends is None or process.state not in (OPEN, CLOSED):
        return False
    return asked_at < ends <= at < ends + process.grace


def _closed_door(process: ProcessFacts, at: datetime) -> Refusal | None:
    """What refuses everything, whatever the phases say."""
    if process.state == STOPPED:
        return Refusal("stopped")
    if process.state == CLOSED:
        return Refusal("closed")
    if process.state != OPEN or process.opens_at is None or at < process.opens_at:
        known = process.state != DRAFT and process.opens_at is not None and at < process.opens_at
        return Refusal("not_open_yet", until=process.opens_at if known else None)
    if process.paused_at is not None:
        # Before the deadline: while a process is paused its deadline may still move.
        return Refusal("paused")
    if process.closes_at is None or at >= process.closes_at:
        return Refusal("closed")
    return None


def active_phase(phases: Sequence[PhaseFacts], at: datetime) -> PhaseFacts | None:
    """The one phase of this moment; phases of a process never overlap."""
    return next((phase for phase in phases if phase.is_active(at)), None)


def _next_start(phases: Sequence[PhaseFacts], feature: str, at: datetime) -> datetime | None:
    later = [p.start for p in phases if p.start > at and p.level_for(feature) is not None]
    return min(later, default=None)


@dataclass(frozen=True)
class Step:
    """What an official may do to a process: from which states, to which, recorded as what."""

    event: str
    states: tuple[str, ...]
    leads_to: str | None = None
    paused: bool | None = None
    """Whether the process has to be paused, must not be, or it does not matter."""


STEPS = {
    "announce": Step("announced", (DRAFT,), ANNOUNCED),
    "update": Step("changed", (DRAFT, ANNOUNCED)),
    "open": Step("opened", (DRAFT, ANNOUNCED), OPEN),
    "pause": Step("paused", (OPEN,), paused=False),
    "resume": Step("resumed", (OPEN,), paused=True),
    "extend": Step("extended", (ANNOUNCED, OPEN)),
    "close": Step("closed", (OPEN,), CLOSED),
    "stop": Step("stopped", (DRAFT, ANNOUNCED, OPEN), STOPPED),
}


def may_step(name: str, state: str, paused: bool) -> bool:
    """Whether this step leads on from where the process stands."""
    step = STEPS[name]
    return state in step.states and step.paused in (None, paused)


GRACE = "grace_hours"
"""The declared rule that says how many hours are left for confirming after the end."""


def grace_of(rules: Mapping[str, Any]) -> timedelta:
    """How long after the end letters that were sent before it may be answered; by default never."""
    hours = rules.get(GRACE)
    return timedelta(hours=hours) if type(hours) is int and 0 < hours <= 24 * 31 else timedelta()


OUTAGE_RULES = ("minutes", "days", "none")
"""How a pause moves the deadline: by its minutes, by each day it touches, or not at all."""


def outage_extension(rules: Mapping[str, Any], pause: timedelta) -> timedelta:
    """How much a pause moves what is still to come, by the rule that the process declares.

    `{"outage": {"extends_by": "minutes", "from_minutes": 5}}`: pauses shorter than five minutes
    move nothing, longer ones move everything by their length in begun minutes.
    """
    declared = rules.get("outage") or {}
    extends_by = declared.get("extends_by", "minutes")
    minutes = math.ceil(max(pause, timedelta()).total_seconds() / 60)
    if extends_by == "none" or minutes < declared.get("from_minutes", 0):
        return timedelta()
    if extends_by == "days":
        return timedelta(days=math.ceil(minutes / (24 * 60)))
    return timedelta(minutes=minutes)


def moved(phases: Sequence[PhaseFacts], since: datetime, by: timedelta) -> list[PhaseFacts]:
    """Phases after a pause that began at `since`: what was still to come is as long as before."""
    return [
        replace(
            phase,
            start=phase.start + by if phase.start > since else phase.start,
            end=phase.end + by if phase.end > since else phase.end,
        )
        for phase in phases
    ]


def lengthened(
    phases: Sequence[PhaseFacts], key: str, new_end: datetime
) -> list[PhaseFacts] | None:
    """Phases after one of them got longer: later ones keep their length and begin later.

    None when there is no such phase, or when it would not get longer.
    """
    phase = next((phase for phase in phases if phase.key == key), None)
    if phase is None or new_end <= phase.end:
        return None
    by = new_end - phase.end
    return [
        replace(other, end=new_end)
        if other.key == key
        else replace(other, start=other.start + by, end=other.end + by)
        if other.start >= phase.end
        else other
        for other in phases
    ]


def frozen(rules: Mapping[str, Any], phases: Sequence[PhaseFacts]) -> dict[str, Any]:
    """The rules as they are frozen at opening: what was declared, and what each phase allows."""
    planned = [
        {
            "key": phase.key,
            "from": phase.start.isoformat(),
            "to": phase.end.isoformat(),
            "features": dict(phase.features),
        }
        for phase in sorted(phases, key=lambda phase: phase.start)
    ]
    return {**rules, "phases": planned}


def canonical(rules: Mapping[str, Any]) -> bytes:
    """The rules as the bytes that are hashed: JSON with sorted keys and no spaces, in UTF-8."""
    return json.dumps(
        rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def rules_hash(rules: Mapping[str, Any]) -> bytes:
    """SHA-256 of the canonical rules: `sha256sum` of the published file gives the same."""
    return hashlib.sha256(canonical(rules)).digest()
