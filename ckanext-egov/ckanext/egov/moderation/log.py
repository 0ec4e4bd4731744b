"""The public log: what was decided and why, with nobody's name and none of the texts."""

from __future__ import annotations

import csv
import io
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from sqlalchemy.orm import aliased

from . import kinds, reasons, rules
from .model import Case

COLUMNS = ("date", "kind", "decision", "reason", "appeal", "hours_waited")


def rows(limit: int, offset: int) -> list[dict[str, Any]]:
    """Decisions, the newest first. The day is told, not the minute, and no number of a case."""
    appeal = aliased(Case)
    query = (
        sa.select(Case, appeal.state)
        .outerjoin(appeal, appeal.appeals == Case.case_id)
        .where(Case.decided_at.is_not(None), Case.appeals.is_(None))
        .order_by(Case.decided_at.desc(), Case.case_id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_row(case, state) for case, state in model.Session.execute(query)]


def _row(case: Any, appeal_state: Any) -> dict[str, Any]:
    assert case.decided_at is not None
    return {
        "date": case.decided_at.date().isoformat(),
        "kind": case.kind,
        "decision": case.state,
        "reason": case.reason or "",
        "appeal": rules.outcome(appeal_state) if appeal_state else "",
        "hours_waited": rules.hours(case.submitted_at, case.decided_at),
    }


def titled(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the titles of its codes, per language where there are several."""
    reason = reasons.find(row["reason"])
    return row | {
        "kind_title": kinds.title(row["kind"]),
        "reason_title": dict(reason.title) if reason else None,
    }


def totals() -> dict[str, Any]:
    """How many were decided, refused and appealed, and the middle of the hours they waited."""
    appeal = aliased(Case)
    waited = sa.extract("epoch", Case.decided_at - Case.submitted_at) / 3600
    query = (
        sa.select(
            sa.func.count().label("decided"),
            sa.func.count().filter(Case.state.in_(rules.REFUSED)).label("refused"),
            sa.func.count(appeal.case_id).label("appealed"),
            sa.func.count().filter(appeal.state == "approved").label("overturned"),
            sa.func.percentile_cont(0.5).within_group(waited).label("median_hours"),
        )
        .select_from(Case)
        .outerjoin(appeal, appeal.appeals == Case.case_id)
        .where(Case.decided_at.is_not(None), Case.appeals.is_(None))
    )
    found: dict[str, Any] = model.Session.execute(query).one()._asdict()
    median = found["median_hours"]
    return found | {"median_hours": None if median is None else round(float(median), 1)}


def as_csv(found: list[dict[str, Any]]) -> str:
    """The rows as CSV with a header, as RFC 4180 writes it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue()
