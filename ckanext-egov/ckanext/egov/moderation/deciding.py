"""A decision: the case, the object, the record and the statement to the author, all or nothing."""

from __future__ import annotations

from typing import Any

from ckanext.egov.moderation.interfaces import Decision

from . import cases, kinds, reasons, rules, statements
from .problems import conflict
from .recording import record


def decide(case_id: int, user: str, decision: Decision, reason: str | None, note: str) -> Any:
    """Decide a case that this moderator holds, in the caller's transaction."""
    case = cases.lock(case_id)
    now = cases.now()
    refusal = rules.deciding(cases.facts(case), user, now)
    if refusal:
        raise conflict(refusal)
    case.state = rules.state_after(decision, reasons.hides(reason))
    case.decided_by, case.decided_at = user, now
    case.reason, case.note = reason, note
    case.held_by = case.held_until = None
    record(case_id, "decided", user, {"state": case.state, "reason": reason})
    first = cases.find(case.appeals) if case.appeals is not None else None
    if first is None or (case.state, reason) != (first.state, first.reason):
        _tell_room(case, decision)
    statements.tell_author(case, first)
    return case


def _tell_room(case: Any, decision: Decision) -> None:
    kind = kinds.kinds().get(case.kind)
    if kind is not None:
        kind.decide(case.object_id, decision, case.reason)
