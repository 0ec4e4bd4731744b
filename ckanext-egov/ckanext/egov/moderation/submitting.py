"""How an object comes into the queue, and leaves it undecided."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from . import config
from .model import Case, Record


def submit(kind: str, object_id: str, body: str) -> int:
    """Put an object into the queue and return the number of its case.

    In the caller's transaction. An object that already waits keeps its case and its place.
    """
    added = _insert(kind, object_id, body)
    return added if added is not None else _waiting(kind, object_id)


def withdraw(kind: str, object_id: str) -> None:
    """Take an object out of the queue: there is nothing to decide about it any more.

    In the caller's transaction. Nothing happens when it does not wait; submitted again it gets a
    new case. An appeal stays: its author has a right to a decision.
    """
    waiting = sa.select(Case).where(
        Case.kind == kind,
        Case.object_id == object_id,
        Case.state == "waiting",
        Case.appeals.is_(None),
    )
    case: Any = model.Session.scalars(waiting.with_for_update()).first()
    if case is not None:
        case.state, case.held_by, case.held_until = "withdrawn", None, None
        model.Session.add(Record(case_id=case.case_id, event="withdrawn"))
        model.Session.flush()


def _insert(kind: str, object_id: str, body: str) -> int | None:
    now = sa.func.clock_timestamp()
    case_id = model.Session.scalar(
        insert(Case)
        .values(
            kind=kind,
            object_id=object_id,
            body=body,
            submitted_at=now,
            due_at=now + config.case_time(),
        )
        .on_conflict_do_nothing()
        .returning(Case.case_id)
    )
    if case_id is not None:
        model.Session.add(Record(case_id=case_id, event="submitted"))
        model.Session.flush()
    return case_id


def _waiting(kind: str, object_id: str) -> int:
    found = sa.select(Case.case_id).where(
        Case.kind == kind, Case.object_id == object_id, Case.state == "waiting"
    )
    return model.Session.scalars(found).one()
