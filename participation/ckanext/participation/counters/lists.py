"""Counts of many processes at once, for lists: one query whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from ckan import model


def _journal(key: str) -> sa.TableClause:
    names = ("process_no", "feature", key, "total")
    return sa.table(f"participation_count_{key}", *map(sa.column, names))


STATE, REGION, HOUR = _journal("state"), _journal("region"), _journal("hour")


def totals(numbers: Iterable[int], feature: str) -> dict[int, int]:
    """Valid acts of each process that has any."""
    query = _sums(STATE, feature).where(STATE.c.process_no.in_(numbers), STATE.c.state == "valid")
    return _by_number(query)


def recent(numbers: Iterable[int], feature: str, since: datetime) -> dict[int, int]:
    """Valid acts of each process that were made from the hour `since` on."""
    return _by_number(_since(feature, since).where(HOUR.c.process_no.in_(numbers)))


def recent_totals(feature: str, since: datetime) -> sa.Subquery:
    """The same of every process, to order a list by: `process_no`, `total`."""
    return _since(feature, since).subquery()


def by_region(numbers: Iterable[int], feature: str) -> dict[int, dict[str, int]]:
    """Valid acts of each process by region, small ones too: not to be shown as they are."""
    query = (
        sa.select(REGION.c.process_no, REGION.c.region, sa.func.sum(REGION.c.total))
        .where(REGION.c.process_no.in_(numbers), REGION.c.feature == feature)
        .group_by(REGION.c.process_no, REGION.c.region)
    )
    found: dict[int, dict[str, int]] = {}
    for number, region, total in model.Session.execute(query):
        found.setdefault(number, {})[region] = int(total)
    return found


def most_in_region(region: str, feature: str, least: int, rows: int) -> list[int]:
    """The processes with at least so many valid acts from a region, the most first."""
    total = sa.func.sum(REGION.c.total)
    query = (
        sa.select(REGION.c.process_no)
        .where(REGION.c.region == region, REGION.c.feature == feature)
        .group_by(REGION.c.process_no)
        .having(total >= least)
        .order_by(total.desc())
        .limit(rows)
    )
    return list(model.Session.scalars(query))


def _since(feature: str, since: datetime) -> sa.Select[Any]:
    return _sums(HOUR, feature).where(HOUR.c.hour >= since)


def _sums(table: sa.TableClause, feature: str) -> sa.Select[Any]:
    total = sa.func.sum(table.c.total).label("total")
    query = sa.select(table.c.process_no, total).where(table.c.feature == feature)
    return query.group_by(table.c.process_no)


def _by_number(query: sa.Select[Any]) -> dict[int, int]:
    return {number: int(total) for number, total in model.Session.execute(query)}
