"""The indicators with value and status: all of them from two queries, one of them fresh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from . import catalogue, computing, evidence, rules
from .catalogue import Indicator
from .interfaces import Value
from .model import DayValue

HISTORY_DAYS = 366
Found = Mapping[str, tuple[rules.Evidence, str | None]]


def everything() -> list[dict[str, Any]]:
    """All 46 as they were computed last; what was never computed is computed now."""
    at = computing.now()
    known = _latest()
    rows: dict[str, dict[str, Any] | None] = {}
    for code in computing.functions():
        rows[code] = known.get(code) or _computed(code, at)
    found = evidence.of(row["url"] for row in rows.values() if row)
    return [_told(item, rows, found, at) for item in catalogue.indicators().values()]


def one(code: str) -> dict[str, Any]:
    """One indicator computed at this moment, with its history."""
    at = computing.now()
    rows = {code: _computed(code, at)} if code in computing.functions() else {}
    found = evidence.of(row["url"] for row in rows.values() if row)
    return _told(catalogue.indicators()[code], rows, found, at) | {"history": history(code)}


def history(code: str) -> list[dict[str, Any]]:
    """The values of the last year by day, the oldest first."""
    query = (
        sa.select(DayValue.day, DayValue.number)
        .where(DayValue.code == code)
        .order_by(DayValue.day.desc())
        .limit(HISTORY_DAYS)
    )
    rows = model.Session.execute(query).all()
    return [{"day": row.day.isoformat(), "number": row.number} for row in reversed(rows)]


def _latest() -> dict[str, dict[str, Any]]:
    query = (
        sa.select(DayValue)
        .distinct(DayValue.code)
        .order_by(DayValue.code, DayValue.day.desc())
        .execution_options(populate_existing=True)
    )
    rows: Iterable[Any] = model.Session.scalars(query)
    return {row.code: _stored(row) for row in rows}


def _stored(row: Any) -> dict[str, Any]:
    return {
        "number": row.number,
        "unit": row.unit,
        "newest": row.newest,
        "url": row.url,
        "matrix": row.matrix,
        "parts": row.parts,
        "computed_at": row.computed_at.isoformat(),
    }


def _computed(code: str, at: datetime) -> dict[str, Any] | None:
    """A fresh value; None when its room failed."""
    try:
        value = computing.compute(code, at)
    except computing.Failed:
        return None
    assert value is not None
    return _fresh(value, at)


def _fresh(value: Value, at: datetime) -> dict[str, Any]:
    return {
        "number": value.number,
        "unit": value.unit,
        "newest": value.newest,
        "url": value.url,
        "matrix": computing.matrix_as_data(value),
        "parts": dict(value.parts),
        "computed_at": at.isoformat(),
    }


def _told(
    item: Indicator, rows: Mapping[str, dict[str, Any] | None], found: Found, at: datetime
) -> dict[str, Any]:
    """What is said about an indicator: who it is, what it stands at, and what that means."""
    row = rows.get(item.code)
    if row is None:
        verdict = rules.verdict("failed" if item.code in rows else "no_room")
        return item.as_dict() | {"value": None, "status": verdict.status, "why": list(verdict.why)}
    proof, checked_at = found[row["url"]]
    matrix = row["matrix"] if item.needs else None
    cells = {code: cell["number"] for code, cell in matrix.items()} if matrix else None
    verdict = rules.judge(row["number"], row["newest"], cells, proof, at)
    newest = row["newest"].isoformat() if row["newest"] else None
    value = row | {"newest": newest, "evidence": proof, "evidence_checked_at": checked_at}
    return item.as_dict() | {"value": value, "status": verdict.status, "why": list(verdict.why)}
