"""Rows of a DataStore table, in batches that hold no lock between them.

A check can take minutes. One long transaction would keep a loader from putting a new table in
place, and every reader behind it, so each batch is a short query of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from ckanext.datastore.backend.postgres import get_read_engine
from ckanext.egov.publishing.dictionary.column import Column
from ckanext.egov.publishing.validation.report import Failure, Report, shown


def batches(resource_id: str, columns: Sequence[Column], size: int) -> Iterator[list[Any]]:
    """Return the rows by their number, each with the cells of the columns."""
    number = sa.column("_id")
    query = (
        sa.select(number, *(sa.column(column.id) for column in columns))
        .select_from(sa.table(resource_id))
        .order_by(number)
        .limit(size)
    )
    last = 0
    while rows := _fetch(query.where(number > last)):
        yield rows
        last = rows[-1][0]


def repeated(resource_id: str, column: Column, report: Report) -> None:
    """Add each row whose value came before in the column."""
    number, value = sa.column("_id"), sa.column(column.id)
    place = sa.func.row_number().over(partition_by=value, order_by=number).label("place")
    first = sa.func.min(number).over(partition_by=value).label("first")
    told = sa.cast(value, sa.Text).label("told")
    filled = sa.select(number, told, place, first).select_from(sa.table(resource_id))
    found = filled.where(value.is_not(None)).subquery()
    again = sa.select(found.c._id, found.c.told, found.c.first).where(found.c.place > 1)
    room = report.most - len(report.failures)
    for row, text, before in _fetch(again.order_by(found.c._id).limit(max(room, 1))):
        value_shown = shown(text, column.personal_data)
        report.add(Failure(row, column.id, "unique", value_shown, str(before)))
    (total,) = _fetch(sa.select(sa.func.count()).select_from(again.subquery()))[0]
    if total:
        report.counted[column.id, "unique"] = total


def count(resource_id: str) -> int:
    """Return how many rows there are."""
    return _fetch(sa.select(sa.func.count()).select_from(sa.table(resource_id)))[0][0]


def _fetch(query: sa.Select[Any]) -> list[Any]:
    with get_read_engine().connect() as connection:
        return list(connection.execute(query).fetchall())
