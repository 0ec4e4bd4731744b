"""What processes answer of the indicators: open now, announced, held, to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from ckanext.egov.indicators.interfaces import Cell, Value

PAGE = "/participate"
YEAR = timedelta(days=365)
NOTICE = timedelta(days=15)
# What the public sees: drafts are nobody's business.
SEEN = "state <> 'draft' AND announced_at IS NOT NULL"


def functions() -> dict[str, Callable[[datetime], Value]]:
    """Each indicator with the function that computes it."""
    return {
        "EP01": portal,
        "EP06": upcoming,
        "EP18": announced,
        "EP19": held,
        "LP14": upcoming_local,
    }


def portal(now: datetime) -> Value:
    """Processes open now, and the bodies that ran one in the last 12 months."""
    row = _row(
        "SELECT count(*) FILTER (WHERE state = 'open' AND :now < closes_at) AS open,"
        " count(DISTINCT body) FILTER (WHERE coalesce(closes_at, announced_at) >= :since)"
        " AS active,"
        " max(greatest(announced_at, CASE WHEN opens_at <= :now THEN opens_at END)) AS newest,"
        " (SELECT count(*) FROM \"group\" WHERE type = 'organization' AND state = 'active')"
        f" AS bodies FROM participation_process WHERE {SEEN}",
        now,
    )
    parts = {"bodies_active": row.active, "bodies": row.bodies}
    return Value(row.open, row.newest, PAGE, parts=parts)


def upcoming(now: datetime) -> Value:
    """Dates to come: openings and closings; and how many processes were announced in time."""
    row = _upcoming(now)
    parts = {"in_time": round(100 * row.in_time / row.all, 1) if row.all else 0.0}
    return Value(row.openings + row.closings, row.newest, "/calendar", parts=parts)


def upcoming_local(now: datetime) -> Value:
    """Dates to come of processes that have a place."""
    row = _upcoming(now, "AND region IS NOT NULL")
    return Value(row.openings + row.closings, row.newest, "/calendar")


def announced(now: datetime) -> Value:
    """Processes announced in the last 12 months, by sector."""
    return _by_sector(now, "announced_at")


def held(now: datetime) -> Value:
    """Processes that ended in the last 12 months, by sector."""
    return _by_sector(now, "closes_at", "AND state = 'closed'")


def _upcoming(now: datetime, also: str = "") -> Any:
    return _row(
        "SELECT count(*) FILTER (WHERE opens_at > :now) AS openings,"
        " count(*) FILTER (WHERE closes_at > :now) AS closings,"
        " count(*) FILTER (WHERE announced_at >= :since) AS all,"
        " count(*) FILTER (WHERE announced_at >= :since AND opens_at >= announced_at + :notice)"
        " AS in_time, max(announced_at) AS newest"
        f" FROM participation_process WHERE {SEEN} AND state <> 'stopped' {also}",
        now,
        notice=NOTICE,
    )


def _by_sector(now: datetime, date: str, also: str = "") -> Value:
    """Processes whose date lies in the last 12 months; the indicators' room adds empty sectors."""
    counted = f"{SEEN} {also} AND {date} > :since AND {date} <= :now"
    rows = _rows(
        f"SELECT sector, count(*) AS number, max({date}) AS newest FROM participation_process,"
        f" unnest(sectors) AS sector WHERE {counted} GROUP BY sector",
        now,
    )
    total = _row(
        f"SELECT count(*) AS number, max({date}) AS newest FROM participation_process"
        f" WHERE {counted}",
        now,
    )
    cells = {row.sector: Cell(row.number, row.newest, PAGE) for row in rows}
    return Value(total.number, total.newest, PAGE, matrix=cells)


def _rows(query: str, now: datetime, **values: Any) -> list[Any]:
    known = {"now": now, "since": now - YEAR} | values
    used = {name: value for name, value in known.items() if f":{name}" in query}
    return list(model.Session.execute(sa.text(query), used))


def _row(query: str, now: datetime, **values: Any) -> Any:
    return _rows(query, now, **values)[0]
