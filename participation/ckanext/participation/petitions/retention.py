"""What petitions keep of people, and when it goes: the kernel asks, `publishing.retention` acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import ckan.model as core_model
import sqlalchemy as sa

from . import model

UNOPENED_ENDS = {
    "pending": "created_at",
    "dormant": "dormant_at",
    "rejected": "rejected_at",
    "hidden": "rejected_at",
    "removed": "removed_at",
}
"""States in which a petition ends without being opened, with the column that says since when."""
FORGET = (
    "UPDATE petition SET creator_name = NULL, creator_email = NULL WHERE process_no = :process_no",
    "DELETE FROM petition_trace WHERE process_no = :process_no",
)


def given_up(before: datetime) -> Iterable[int]:
    """Petitions that nobody confirmed, found sponsors for or published, since before a moment."""
    table = model.Petition
    since = sa.case(
        *[(table.state == state, getattr(table, name)) for state, name in UNOPENED_ENDS.items()]
    )
    query = sa.select(table.process_no).where(table.opened_at.is_(None), since < before)
    return core_model.Session.scalars(query)


def forget_people(process_no: int) -> None:
    """Drop the creator and where signatures came from, in the caller's transaction."""
    for statement in FORGET:
        core_model.Session.execute(sa.text(statement), {"process_no": process_no})
