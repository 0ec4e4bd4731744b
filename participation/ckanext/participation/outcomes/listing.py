"""What came of processes: asked, decided, done. Read for pages and the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov import answers
from ckanext.egov.answers import obligations
from ckanext.participation.outcomes import model, rules
from ckanext.participation.outcomes.changing import plain
from ckanext.participation.process import listing as processes
from ckanext.participation.process.model import Process

OPEN = (rules.PLANNED, rules.UNDERWAY)


def page(filters: Mapping[str, Any], rows: int, start: int) -> tuple[int, list[dict[str, Any]]]:
    """How many processes have an outcome, and a page of them, the newest outcome first."""
    newest = _newest()
    tests = [*processes.conditions(filters), newest.c.at.is_not(None)]
    if filters.get("process_no"):
        tests.append(Process.process_no == filters["process_no"])
    if filters.get("status"):
        tests.append(_has_commitment(filters["status"], obligations.today()))
    query = sa.select(Process).join(newest, newest.c.process_no == Process.process_no).where(*tests)
    count = core_model.Session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    ordered = query.order_by(newest.c.at.desc(), Process.process_no).limit(rows).offset(start)
    return count or 0, [outcome(found) for found in core_model.Session.scalars(ordered)]


def outcome(process: Any) -> dict[str, Any]:
    """A process with what was decided and promised."""
    facts = ("process_no", "kind", "body", "region", "sectors", "groups_in_need", "title")
    owed = answers.of(process.kind, str(process.process_no))
    return {
        **{name: getattr(process, name) for name in facts},
        "announced_at": process.announced_at.isoformat() if process.announced_at else None,
        "closes_at": process.closes_at.isoformat() if process.closes_at else None,
        "answered_at": owed.answered_at.isoformat() if owed and owed.answered_at else None,
        "obligation_id": owed.obligation_id if owed else None,
        "decisions": [decision(row) for row in decisions(process.process_no)],
        "commitments": [commitment(row) for row in commitments(process.process_no)],
    }


def decisions(process_no: int) -> Sequence[Any]:
    """The decisions on a process in their order."""
    table = model.Decision
    query = sa.select(table).where(table.process_no == process_no).order_by(table.decision_id)
    return core_model.Session.scalars(query).all()


def commitments(process_no: int) -> Sequence[Any]:
    """The commitments of a process, what is due first in front."""
    table = model.Commitment
    query = sa.select(table).where(table.process_no == process_no)
    return core_model.Session.scalars(query.order_by(table.due, table.commitment_id)).all()


def commitment_page(
    filters: Mapping[str, Any], rows: int, start: int
) -> tuple[int, list[dict[str, Any]]]:
    """How many commitments there are and a page of them, what is due first in front."""
    table = model.Commitment
    tests = [*processes.conditions({**filters, "body": None})]
    if filters.get("process_no"):
        tests.append(table.process_no == filters["process_no"])
    if filters.get("body"):
        tests.append(table.body == filters["body"])
    if filters.get("status"):
        tests.append(_is(filters["status"], obligations.today()))
    query = sa.select(table).join(Process, Process.process_no == table.process_no).where(*tests)
    count = core_model.Session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    ordered = query.order_by(table.due, table.commitment_id).limit(rows).offset(start)
    return count or 0, [commitment(row) for row in core_model.Session.scalars(ordered)]


def late(today: date) -> Sequence[Any]:
    """The commitments whose day is over."""
    return core_model.Session.scalars(sa.select(model.Commitment).where(_is("late", today))).all()


def history(commitment_id: int) -> list[dict[str, Any]]:
    """A commitment as it was after each change, the first in front."""
    table = model.CommitmentChange
    query = sa.select(table).where(table.commitment_id == commitment_id).order_by(table.version)
    rows: Iterable[Any] = core_model.Session.scalars(query)
    return [{"version": row.version, "at": row.at.isoformat(), **row.facts} for row in rows]


def decision(row: Any) -> dict[str, Any]:
    """A decision as the API gives it."""
    names = (
        "decision_id", "process_no", "obligation_id", "texts", "act_number", "act_url",
        "decided_on", "made_at",
    )  # fmt: skip
    return plain({name: getattr(row, name) for name in names})


def commitment(row: Any) -> dict[str, Any]:
    """A commitment as the API gives it; `late` is a status people see."""
    names = (
        "commitment_id", "process_no", "decision_id", "obligation_id", "texts", "body", "official",
        "due", "reason", "evidence", "version", "done_on", "made_at", "changed_at",
    )  # fmt: skip
    today = obligations.today()
    return plain({name: getattr(row, name) for name in names}) | {
        "status": rules.shown(row.status, row.due, today),
        "stored_status": row.status,
        "days_late": rules.days_late(row.status, row.due, today),
    }


def _newest() -> Any:
    """When something came out of each process last."""
    both = sa.union_all(
        sa.select(model.Decision.process_no, model.Decision.made_at.label("at")),
        sa.select(model.Commitment.process_no, model.Commitment.changed_at.label("at")),
    ).subquery()
    newest = sa.func.max(both.c.at).label("at")
    return sa.select(both.c.process_no, newest).group_by(both.c.process_no).subquery()


def _is(status: str, today: date) -> Any:
    table = model.Commitment
    if status == rules.LATE:
        return sa.and_(table.status.in_(OPEN), table.due < today)
    if status in OPEN:
        return sa.and_(table.status == status, table.due >= today)
    return table.status == status


def _has_commitment(status: str, today: date) -> Any:
    mine = model.Commitment.process_no == Process.process_no
    return sa.exists().where(mine, _is(status, today))
