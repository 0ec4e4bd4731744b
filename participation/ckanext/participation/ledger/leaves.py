"""Adding a leaf to the record of a process, inside the caller's transaction."""

from __future__ import annotations

import ckan.model as model
import sqlalchemy as sa

from . import entries

APPEND = sa.text(
    "INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash)"
    " VALUES (:process_no, :act_id, :event, :entry, :leaf_hash) RETURNING leaf_id"
)
UNSEALED = sa.text(
    "SELECT count(*) FROM participation_leaf WHERE process_no = :process_no AND leaf_index IS NULL"
)


def append(process_no: int, event: str, entry: bytes, act_id: int | None = None) -> bytes:
    """Add a leaf; the sealer gives it its place once the caller has committed. Its hash."""
    leaf_hash = entries.leaf_hash(entry)
    values = {
        "process_no": process_no,
        "act_id": act_id,
        "event": event,
        "entry": entry,
        "leaf_hash": leaf_hash,
    }
    model.Session.execute(APPEND, values)
    return leaf_hash


def unsealed(process_no: int) -> int:
    """How many leaves wait for their place: none, once a closed process has been sealed."""
    return model.Session.scalar(UNSEALED, {"process_no": process_no}) or 0
