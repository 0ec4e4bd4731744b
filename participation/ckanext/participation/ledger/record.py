"""Reading the public record out of the database: its head, its tiles, its proofs.

Everything takes a DB-API cursor, so that the sealer, the portal and the benchmarks read alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ckanext.participation.ledger import tiles, tree

HEAD = (
    "SELECT process_no, origin, vkey, size, root, checkpoint, sealed_at"
    " FROM participation_log WHERE process_no = %s"
)
TILES = (
    "SELECT level, number, hashes FROM participation_tile"
    " WHERE process_no = %s AND (level, number) IN %s"
)
LEAF = "SELECT leaf_index, at FROM participation_leaf WHERE process_no = %s AND leaf_hash = %s"
CHECKPOINTS = (
    "SELECT size, sealed_at FROM participation_checkpoint WHERE process_no = %s"
    " ORDER BY size DESC LIMIT %s"
)


class Missing(LookupError):
    """The database lacks something that the record says it has."""


@dataclass(frozen=True)
class Head:
    """Where the record of a process stands."""

    process_no: int
    origin: str
    vkey: str
    size: int
    root: bytes
    checkpoint: str
    sealed_at: datetime | None


def head(cursor: Any, process_no: int) -> Head | None:
    """The record's name, key and newest checkpoint; None before the first seal."""
    cursor.execute(HEAD, [process_no])
    row = cursor.fetchone()
    if row is None:
        return None
    root = tree.EMPTY if row[4] is None else bytes(row[4])
    number, origin, vkey, size, _, checkpoint, sealed_at = row
    return Head(number, origin, vkey, size, root, checkpoint or "", sealed_at)


def empty(process_no: int, origin: str, vkey: str) -> Head:
    """A record that nothing has been sealed in."""
    return Head(process_no, origin, vkey, 0, tree.EMPTY, "", None)


def find_leaf(cursor: Any, process_no: int, leaf_hash: bytes) -> tuple[int | None, datetime] | None:
    """The place of a leaf (None while it waits) and when it was stored; None when unknown."""
    cursor.execute(LEAF, [process_no, leaf_hash])
    return cursor.fetchone()


def checkpoints(cursor: Any, process_no: int, rows: int) -> list[tuple[int, datetime]]:
    """Size and time of the newest checkpoints."""
    cursor.execute(CHECKPOINTS, [process_no, rows])
    return cursor.fetchall()


def read_tiles(
    cursor: Any, process_no: int, wanted: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], bytes]:
    """Tiles by level and number; what is not there is left out."""
    keys = tuple(wanted)
    if not keys:
        return {}
    cursor.execute(TILES, [process_no, keys])
    return {(level, number): bytes(hashes) for level, number, hashes in cursor.fetchall()}


def edge(cursor: Any, process_no: int, size: int) -> dict[int, bytes]:
    """The last tile of each level where it is not full: all that growing needs."""
    partial = [(place.level, place.number) for place in tiles.partial_places(size)]
    return {level: hashes for (level, _), hashes in read_tiles(cursor, process_no, partial).items()}


def inclusion_proof(cursor: Any, process_no: int, index: int, size: int) -> list[bytes]:
    """The hashes that lead from a leaf to the root of the first `size` leaves."""
    return tree.inclusion_proof(index, size, _stored(cursor, process_no, index, size))


def consistency_proof(cursor: Any, process_no: int, old: int, new: int) -> list[bytes]:
    """The hashes that show that the record of `old` leaves is the beginning of the one of `new`."""
    return tree.consistency_proof(old, new, _stored(cursor, process_no, old - 1, new))


def root_at(cursor: Any, process_no: int, size: int) -> bytes:
    """The root that the record had at an earlier size."""
    if size == 0:
        return tree.EMPTY
    return tree.range_root(0, size, _stored(cursor, process_no, size - 1, size))


def _stored(cursor: Any, process_no: int, index: int, size: int) -> tree.Stored:
    known = read_tiles(cursor, process_no, tiles.needed_for_inclusion(index, size))
    return tiles.stored_by(lambda level, number: known[level, number])
