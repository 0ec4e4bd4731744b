"""Two moderators never work on the same case: one holds it, for a while."""

from __future__ import annotations

from typing import Any

import ckan.model as model

from . import cases, config, rules
from .problems import conflict
from .recording import record


def take(case_id: int, user: str, force: bool = False) -> Any:
    """Hold a case, or hold it longer. `force` takes it from another moderator, on the record."""
    case = cases.lock(case_id)
    now = cases.now()
    facts = cases.facts(case)
    holder = facts.holder(now)
    refusal = rules.taking(facts, user, now, force)
    if refusal:
        raise conflict(refusal, holder)
    case.held_by, case.held_until = user, now + config.hold_time()
    if holder not in (None, user):
        record(case_id, "taken_over", user, {"from": holder})
    elif holder is None:
        record(case_id, "taken", user)
    model.Session.flush()
    return case


def release(case_id: int, user: str) -> Any:
    """Give a case back to the queue."""
    case = cases.lock(case_id)
    refusal = rules.deciding(cases.facts(case), user, cases.now())
    if refusal:
        raise conflict(refusal)
    case.held_by = case.held_until = None
    record(case_id, "released", user)
    return case
