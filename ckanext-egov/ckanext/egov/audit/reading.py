"""Reading the record and walking its chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from .chain import Break, Line, first_break
from .model import HEAD, RECORD

_FIELDS = ("number", "at", "actor", "action", "object_type", "object_id", "details")


def lines(filters: dict[str, Any], most: int) -> list[dict[str, Any]]:
    """The newest lines first; `before` is the number that the page starts below."""
    query = sa.select(RECORD).order_by(RECORD.c.number.desc()).limit(most)
    for name in ("actor", "action", "object_type", "object_id"):
        if filters.get(name):
            query = query.where(RECORD.c[name] == filters[name])
    if filters.get("before"):
        query = query.where(RECORD.c.number < filters["before"])
    return [_shown(row) for row in model.Session.execute(query)]


def _shown(row: Any) -> dict[str, Any]:
    at: datetime = row.at
    fields = {name: getattr(row, name) for name in _FIELDS}
    return fields | {"at": at.isoformat(), "hash": bytes(row.hash).hex()}


def head() -> tuple[int, bytes]:
    """Number and hash of the last line."""
    found = model.Session.execute(sa.select(HEAD.c.number, HEAD.c.hash)).one()
    return found.number, bytes(found.hash)


def hash_of(number: int) -> bytes | None:
    """The hash of a line, if there is one with this number."""
    query = sa.select(RECORD.c.hash).where(RECORD.c.number == number)
    found = model.Session.execute(query).scalar()
    return None if found is None else bytes(found)


def verify() -> tuple[int, Break | None]:
    """Recompute every hash from the first line to the head."""
    ending = head()
    return first_break(_chain(ending[0]), ending)


def _chain(last: int) -> Iterator[tuple[Line, bytes, bytes]]:
    """The lines up to the head that was read before: one that is added meanwhile waits."""
    query = sa.select(RECORD).where(RECORD.c.number <= last).order_by(RECORD.c.number)
    for row in model.Session.execute(query.execution_options(yield_per=1000)):
        line = Line(*(getattr(row, name) for name in _FIELDS))
        yield line, bytes(row.previous), bytes(row.hash)
