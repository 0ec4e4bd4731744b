"""What decisions and commitments answer of the indicators: what became of what people said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from ckanext.egov.indicators.interfaces import Cell, Value

PAGE = "/outcomes"
YEAR = timedelta(days=365)
# Input was taken into account where a decision was followed by something that a body will do.
TAKEN_UP = """
    SELECT d.process_no, max(d.made_at) AS decided_at FROM participation_decision d
    WHERE d.made_at > :since AND d.made_at <= :now AND EXISTS (
        SELECT FROM participation_commitment c WHERE c.process_no = d.process_no)
    GROUP BY d.process_no
"""


def functions() -> dict[str, Callable[[datetime], Value]]:
    """Each indicator with the function that computes it."""
    return {"EP08": decisions, "EP20": by_sector, "EP29": by_group}


def decisions(now: datetime) -> Value:
    """Decisions of the last 12 months, closed processes with a decision, commitments overdue."""
    row = _rows(
        "SELECT count(*) AS decisions, max(made_at) AS newest,"
        " (SELECT count(*) FROM participation_process WHERE state = 'closed') AS closed,"
        " (SELECT count(*) FROM participation_process p WHERE state = 'closed' AND EXISTS"
        " (SELECT FROM participation_decision d WHERE d.process_no = p.process_no)) AS answered,"
        " (SELECT count(*) FROM participation_commitment WHERE due < CAST(:now AS date)"
        " AND done_on IS NULL AND status NOT IN ('done', 'dropped')) AS overdue"
        " FROM participation_decision WHERE made_at > :since AND made_at <= :now",
        now,
    )[0]
    share = round(100 * row.answered / row.closed, 1) if row.closed else 0.0
    parts = {"with_outcome": share, "overdue": row.overdue}
    return Value(row.decisions, row.newest, PAGE, parts=parts)


def by_sector(now: datetime) -> Value:
    """Processes whose input was taken into account, by sector."""
    return _taken_up(now, "sectors")


def by_group(now: datetime) -> Value:
    """The same by group in need."""
    return _taken_up(now, "groups_in_need")


def _taken_up(now: datetime, column: str) -> Value:
    rows = _rows(
        f"WITH taken_up AS ({TAKEN_UP}) SELECT term, count(*) AS number,"
        " max(decided_at) AS newest FROM taken_up JOIN participation_process USING (process_no),"
        f" unnest({column}) AS term GROUP BY term",
        now,
    )
    total = _rows(
        f"WITH taken_up AS ({TAKEN_UP}) SELECT count(*) AS number, max(decided_at) AS newest"
        " FROM taken_up JOIN participation_process USING (process_no)"
        f" WHERE cardinality({column}) > 0",
        now,
    )[0]
    cells = {row.term: Cell(row.number, row.newest, PAGE) for row in rows}
    return Value(total.number, total.newest, PAGE, matrix=cells)


def _rows(query: str, now: datetime) -> list[Any]:
    return list(model.Session.execute(sa.text(query), {"now": now, "since": now - YEAR}))
