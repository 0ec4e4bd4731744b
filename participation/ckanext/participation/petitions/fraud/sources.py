"""The lists of domains and networks that officials trust or do not."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import sqlalchemy as sa

from .rules import Source

LIST = sa.text(
    "SELECT source_id, kind, pattern, verdict, note, created_by, created_at FROM petition_source"
    " ORDER BY kind, verdict, pattern"
)
ADD = sa.text(
    "INSERT INTO petition_source (kind, pattern, verdict, note, created_by)"
    " VALUES (:kind, :pattern, :verdict, :note, :created_by)"
    " ON CONFLICT (kind, pattern) DO UPDATE SET verdict = EXCLUDED.verdict,"
    " note = EXCLUDED.note, created_by = EXCLUDED.created_by, created_at = clock_timestamp()"
    " RETURNING source_id"
)
REMOVE = sa.text("DELETE FROM petition_source WHERE source_id = :source_id RETURNING kind, pattern")


def rows() -> list[dict[str, Any]]:
    """All lines as officials see them."""
    found = core_model.Session.execute(LIST)
    return [row._asdict() | {"created_at": row.created_at.isoformat()} for row in found]


def read() -> list[Source]:
    """All lines as the rules take them."""
    found = core_model.Session.execute(LIST)
    return [Source(row.kind, row.pattern, row.verdict) for row in found]


def add(line: Source, note: str, official: str) -> int:
    """Put a line on the lists, or change what it says; its number."""
    values = {**vars(line), "note": note, "created_by": official}
    return core_model.Session.execute(ADD, values).scalar_one()


def remove(source_id: int) -> dict[str, str] | None:
    """Take a line off the lists: what it was; None when there is none."""
    row = core_model.Session.execute(REMOVE, {"source_id": source_id}).first()
    return row._asdict() if row else None
