"""Giving leaves their place in the tree of their process, under one lock.

One connection holds the advisory lock as long as it lives and does all the sealing, so no two
sealers ever number the same leaves: a lost connection loses the lock and its transaction together.
"""

from __future__ import annotations

from typing import Any

from ckanext.participation.ledger import keys, notes, record, tiles
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg2.extras import execute_values

LOCK = 0x6C6564676572  # "ledger"
BATCH = 20_000
"""Leaves of one transaction: some hundred milliseconds."""

WAITING = "SELECT DISTINCT process_no FROM participation_leaf WHERE leaf_index IS NULL ORDER BY 1"
BEGIN_LOG = (
    "INSERT INTO participation_log (process_no, origin, vkey) VALUES (%s, %s, %s)"
    " ON CONFLICT (process_no) DO NOTHING"
)
# A plan that reads the whole table to place a few leaves would be slower each day.
NO_SCANS = "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off"
PLACE = """
WITH waiting AS (
    SELECT leaf_id, row_number() OVER (ORDER BY leaf_id) - 1 + %(size)s AS place
    FROM (SELECT leaf_id FROM participation_leaf
          WHERE process_no = %(process_no)s AND leaf_index IS NULL
          ORDER BY leaf_id LIMIT %(batch)s) AS oldest
), placed AS (
    UPDATE participation_leaf AS leaf SET leaf_index = waiting.place
    FROM waiting WHERE leaf.leaf_id = waiting.leaf_id
    RETURNING leaf.leaf_index, leaf.leaf_hash
)
SELECT leaf_hash FROM placed ORDER BY leaf_index
"""
KEEP_TILES = (
    "INSERT INTO participation_tile (process_no, level, number, hashes) VALUES %s"
    " ON CONFLICT (process_no, level, number) DO UPDATE SET hashes = EXCLUDED.hashes"
)
KEEP_HEAD = """
WITH now AS (SELECT clock_timestamp() AS at), kept AS (
    INSERT INTO participation_checkpoint (process_no, size, checkpoint, sealed_at)
    SELECT %(process_no)s, %(size)s, %(checkpoint)s, at FROM now
)
UPDATE participation_log
SET size = %(size)s, root = %(root)s, checkpoint = %(checkpoint)s, sealed_at = at
FROM now WHERE process_no = %(process_no)s
"""


class Broken(RuntimeError):
    """The record in the database contradicts itself: nothing more is signed."""


def take_lock(connection: Any) -> bool:
    """Become the sealer, if nobody else is."""
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        return cursor.fetchone()[0]


def waiting(connection: Any) -> list[int]:
    """The processes that have unsealed leaves."""
    with connection, connection.cursor() as cursor:
        cursor.execute(WAITING)
        return [process_no for (process_no,) in cursor.fetchall()]


def seal(
    connection: Any, process_no: int, site: str, key: Ed25519PrivateKey, batch: int = BATCH
) -> int:
    """Place the oldest unsealed leaves of a process and sign: one transaction. How many."""
    with connection, connection.cursor() as cursor:
        head = _head(cursor, process_no, site, key)
        edge = record.edge(cursor, process_no, head.size)
        if tiles.root(head.size, edge) != head.root:
            raise Broken(f"the hashes of record {process_no} do not give its root")
        cursor.execute(NO_SCANS)
        cursor.execute(PLACE, {"process_no": process_no, "size": head.size, "batch": batch})
        added = [bytes(leaf_hash) for (leaf_hash,) in cursor.fetchall()]
        if added:
            _add(cursor, head, edge, added, key)
    return len(added)


def _head(cursor: Any, process_no: int, site: str, key: Ed25519PrivateKey) -> record.Head:
    """The record of a process, begun if there is none."""
    found = record.head(cursor, process_no)
    if found:
        return found
    origin = keys.origin(site, process_no)
    cursor.execute(BEGIN_LOG, [process_no, origin, keys.vkey(origin, key.public_key())])
    begun = record.head(cursor, process_no)
    assert begun is not None
    return begun


def _add(
    cursor: Any,
    head: record.Head,
    edge: dict[int, bytes],
    added: list[bytes],
    key: Ed25519PrivateKey,
) -> None:
    """Keep the grown tiles and the checkpoint over them."""
    grown = tiles.grow(head.size, edge, added)
    rows = [(head.process_no, tile.level, tile.number, tile.hashes) for tile in grown]
    execute_values(cursor, KEEP_TILES, rows)
    size = head.size + len(added)
    root = tiles.root(size, tiles.edge_of(grown, edge))
    signed = notes.sign_checkpoint(notes.Checkpoint(head.origin, size, root), key)
    values = {"process_no": head.process_no, "size": size, "root": root, "checkpoint": signed}
    cursor.execute(KEEP_HEAD, values)
