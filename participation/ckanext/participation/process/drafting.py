"""Making and changing a process before people take part in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from . import rules
from .lifecycle import phases_of, set_phases, touch
from .model import Process
from .recording import kinds, record
from .rules import PhaseFacts

FACTS = ("title", "summary", "region", "sectors", "groups_in_need", "rules", "outcome_at")


def create(asked: dict[str, Any]) -> Process:
    """A new draft."""
    process = Process(
        kind=asked["kind"], body=asked["body"], state=rules.DRAFT,
        summary={}, sectors=[], groups_in_need=[], rules={}, sequence=0,
    )  # fmt: skip
    _set_facts(process, asked)
    phases = _phases(asked, process.kind)
    _check_outage(process.rules)
    model.Session.add(process)
    model.Session.flush()
    set_phases(process, phases)
    _check_outcome(process)
    touch(process)
    return process


def update(process: Process, asked: dict[str, Any]) -> None:
    """Change what is given; what was announced already is told to have changed."""
    _set_facts(process, asked)
    _check_outage(process.rules)
    before = phases_of(process.process_no)
    phases = _phases(asked, process.kind) if "phases" in asked else before
    if phases != before:
        set_phases(process, phases)
    _check_outcome(process)
    announced = process.state == rules.ANNOUNCED
    touch(process, dates_changed=announced and phases != before)
    if announced:
        record(process.process_no, "changed", {"what": sorted(set(asked) & {*FACTS, "phases"})})


def _set_facts(process: Process, asked: dict[str, Any]) -> None:
    for name in FACTS:
        if name in asked:
            setattr(process, name, asked[name])


def _phases(asked: dict[str, Any], kind: str) -> list[PhaseFacts]:
    phases = sorted(
        (PhaseFacts(**phase) for phase in asked.get("phases") or []), key=lambda phase: phase.start
    )
    problem = _problem(phases, kind)
    if problem:
        raise tk.ValidationError({"phases": [problem]})
    return phases


def _problem(phases: Sequence[PhaseFacts], kind: str) -> str | None:
    if len({phase.key for phase in phases}) < len(phases):
        return tk._("Two phases have the same name")
    if any(phase.end <= phase.start for phase in phases):
        return tk._("A phase must end after it begins")
    if any(first.end > second.start for first, second in pairwise(phases)):
        return tk._("Two phases overlap")
    known = kinds()[kind].features if kind in kinds() else ()
    unknown = {name for phase in phases for name in phase.features} - set(known)
    if unknown:
        return tk._("This kind of process has no {feature}").format(feature=min(unknown))
    return None


def _check_outcome(process: Process) -> None:
    if process.outcome_at and process.closes_at and process.outcome_at < process.closes_at:
        raise tk.ValidationError({"outcome_at": [tk._("The outcome comes after the end")]})


def _check_outage(declared: dict[str, Any]) -> None:
    outage = declared.get("outage")
    if outage is None:
        return
    fits = (
        isinstance(outage, dict)
        and set(outage) <= {"extends_by", "from_minutes"}
        and outage.get("extends_by", "minutes") in rules.OUTAGE_RULES
        and type(outage.get("from_minutes", 0)) is int
        and outage.get("from_minutes", 0) >= 0
    )
    if not fits:
        raise tk.ValidationError(
            {"rules": [tk._("The rule for outages is minutes, days or none, from some minutes on")]}
        )
