"""Adding a leaf to the record of a process, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ckan.model as model
import sqlalchemy as sa

from . import entries

APPEND = sa.text(
    "INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash)"
    " VALUES (:process_no, :act_id, :event, :entry, :leaf_hash) RETURNING leaf_id"
)
APPEND_ALL = sa.text(
    "INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash)"
    " SELECT * FROM unnest(CAST(:numbers AS bigint[]), CAST(:act_ids AS bigint[]),"
    " CAST(:events AS text[]), CAST(:entries AS bytea[]), CAST(:hashes AS bytea[]))"
)
UNSEALED = sa.text(
    "SELECT count(*) FROM participation_leaf WHERE process_no = :process_no AND leaf_index IS NULL"
)


@dataclass(frozen=True)
class Leaf:
    """What is to be added."""

    process_no: int
    event: str
    entry: bytes
    act_id: int | None = None


def append_all(found: Sequence[Leaf]) -> None:
    """Add many leaves with one statement, in the order in which they are given."""
    values = {
        "numbers": [leaf.process_no for leaf in found],
        "act_ids": [leaf.act_id for leaf in found],
        "events": [leaf.event for leaf in found],
        "entries": [leaf.entry for leaf in found],
        "hashes": [entries.leaf_hash(leaf.entry) for leaf in found],
    }
    model.Session.execute(APPEND_ALL, values)


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
