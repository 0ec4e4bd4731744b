"""The queue: what waits, the longest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from . import cases, kinds, reasons, rules
from .model import Case, Record

_WAITING = Case.state == "waiting"


def page(
    view: str, user: str, limit: int, offset: int, *, kind: str | None = None
) -> dict[str, Any]:
    """A part of the queue and how many cases each view of it has; of one kind when it is given."""
    now = cases.now()
    waiting = sa.and_(_WAITING, Case.kind == kind) if kind else _WAITING
    query = sa.select(Case).where(waiting, _views(user, now)[view])
    ordered = query.order_by(Case.submitted_at, Case.case_id).limit(limit).offset(offset)
    found = model.Session.scalars(ordered.execution_options(populate_existing=True))
    return {"counts": _counts(user, now, waiting), "cases": [summary(case, now) for case in found]}


def _views(user: str, now: datetime) -> dict[str, sa.ColumnElement[bool]]:
    return {
        "all": sa.true(),
        "mine": sa.and_(Case.held_by == user, Case.held_until > now),
        "appeals": Case.appeals.is_not(None),
    }


def _counts(user: str, now: datetime, waiting: sa.ColumnElement[bool]) -> dict[str, int]:
    views = _views(user, now) | {"overdue": Case.due_at <= now}
    counted = [sa.func.count().filter(wanted).label(name) for name, wanted in views.items()]
    row = model.Session.execute(sa.select(*counted).select_from(Case).where(waiting)).one()
    return dict(row._mapping)


def summary(case: Any, now: datetime) -> dict[str, Any]:
    """A case in the queue, without its text."""
    shown = kinds.show(case.kind, case.object_id)
    ended = case.decided_at or now
    return {
        "id": case.case_id,
        "kind": case.kind,
        "kind_title": kinds.title(case.kind),
        "object_id": case.object_id,
        "body": case.body,
        "title": shown["title"],
        "url": shown["url"],
        "state": case.state,
        "submitted_at": case.submitted_at.isoformat(),
        "due_at": case.due_at.isoformat(),
        "hours_waited": rules.hours(case.submitted_at, ended),
        "overdue": case.due_at <= ended,
        "held_by": cases.facts(case).holder(now),
        "held_until": case.held_until.isoformat() if case.held_until else None,
        "appeals": case.appeals,
    }


def whole(case: Any) -> dict[str, Any]:
    """A case with its text, what was decided and what happened to it, in order."""
    first = cases.find(case.appeals) if case.appeals is not None else None
    return summary(case, cases.now()) | {
        "text": kinds.show(case.kind, case.object_id)["text"],
        "appeal_text": case.appeal_text,
        "first": _decision(first) if first else None,
        "record": _record(case.case_id),
        **_decision(case),
    }


def _decision(case: Any) -> dict[str, Any]:
    reason = reasons.find(case.reason)
    return {
        "decision": case.state,
        "decided_by": case.decided_by,
        "decided_at": case.decided_at.isoformat() if case.decided_at else None,
        "reason": reason.as_dict() if reason else None,
        "note": case.note,
    }


def _record(case_id: int) -> list[dict[str, Any]]:
    query = sa.select(Record).where(Record.case_id == case_id).order_by(Record.record_id)
    return [
        {"event": row.event, "actor": row.actor, "at": row.at.isoformat(), "details": row.details}
        for row in model.Session.scalars(query)
    ]
