"""The public record: does sealing keep up, how fast is a proof, how long does a stranger recount?

`delay_s`: while people act at 3,000 acts a second, the longest time from a leaf's storing until the
checkpoint that holds it is served; under 2. `sealed_per_s`: leaves a second when 200,000 wait at
once, published and counted included. `proof_ms`: the inclusion proof of one leaf among 10,000,000,
99 of 100 times; under 10. `verify_s`: `verify.py count` over 1,000,000 acts, read from their
address; under 60. The ratios are the share of each limit that is used.

EGOV_BENCH_LEAVES makes the large record smaller than 10,000,000 leaves.
"""

import hashlib
import os
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg2
from ckanext.participation.ledger import entries, keys, notes, record, tiles, tree, verify
from psycopg2.extras import execute_values

from benchmarks.reporting import publish
from deployment.embedded import configuration, postgresql, supervision
from deployment.embedded.instance import ROOT, Instance, free_port

LIMITS = {"delay_s": 2, "proof_ms": 10, "verify_s": 60}
RATE = 3_000
SECONDS = 20
STEP = 0.1
WAITING = 200_000
LARGE = int(os.environ.get("EGOV_BENCH_LEAVES", "10000000"))
ACTS = 1_000_000
PROOFS = 300
TOGETHER = 65_536

INSERT = """
WITH given (process_no, person_key, commitment, leaf_hash, entry) AS (VALUES %s), act AS (
    INSERT INTO participation_act (process_no, feature, person_key, level, region, salt,
                                   commitment, leaf_hash, acted_at)
    SELECT process_no, 'sign', person_key, 1, '1726', person_key, commitment, leaf_hash,
           clock_timestamp() FROM given RETURNING act_id, leaf_hash
)
INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash)
SELECT process_no, act_id, 'act', entry, leaf_hash FROM given JOIN act USING (leaf_hash)
"""


@contextmanager
def instance() -> Iterator[Instance]:
    """A portal of its own, taken away afterwards."""
    home = Path(tempfile.mkdtemp(prefix=".egov-bench-", dir=ROOT))
    os.environ |= {"EGOV_HOME": str(home), "EGOV_PORT": str(free_port())}
    try:
        subprocess.run([str(ROOT / "egov"), "up", "--detach", "--no-demo"], check=True)
        yield Instance(home, int(os.environ["EGOV_PORT"]))
    finally:
        subprocess.run([str(ROOT / "egov"), "down"], check=True)
        shutil.rmtree(home, ignore_errors=True)


def new_process(connection: Any) -> int:
    """An open process without anything else."""
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO participation_process (kind, body, title, state, rules_hash)"
            " VALUES ('bench', 'body', '{}', 'open', 'x') RETURNING process_no"
        )
        return cursor.fetchone()[0]


def acts(process_no: int, number: int) -> list[tuple]:
    """Rows of so many acts of so many people."""
    now, rows = datetime.now(UTC), []
    for _ in range(number):
        made = os.urandom(32)
        entry = entries.act_entry(process_no, "sign", made, now)
        rows.append((process_no, os.urandom(32), made, entries.leaf_hash(entry), entry))
    return rows


def store(connection: Any, rows: list[tuple]) -> None:
    """Acts and their leaves in one transaction, as the booth stores a group."""
    with connection, connection.cursor() as cursor:
        execute_values(cursor, INSERT, rows, page_size=5000)


class Watcher:
    """Asks for the served checkpoint again and again and notes when each size was first seen."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.seen: list[tuple[float, int]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "Watcher":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def size(self) -> int:
        """The largest size seen."""
        return self.seen[-1][1] if self.seen else 0

    def wait_for(self, size: int) -> float:
        """When the checkpoint held so many leaves."""
        while self.size < size:
            time.sleep(0.01)
        return next(at for at, seen in self.seen if seen >= size)

    def _watch(self) -> None:
        while not self._stop.wait(0.02):
            try:
                with urllib.request.urlopen(f"{self.address}/checkpoint", timeout=5) as reply:
                    size = notes.read_checkpoint(reply.read().decode()).size
            except urllib.error.HTTPError:
                continue  # nothing is published yet
            if size != self.size:
                self.seen.append((time.time(), size))


def delay(connection: Any, home: Instance) -> dict[str, float]:
    """People act at an even rate; how old is the oldest leaf when a checkpoint brings it?"""
    process_no = new_process(connection)
    groups = [acts(process_no, int(RATE * STEP)) for _ in range(int(SECONDS / STEP))]
    with Watcher(f"{home.url}/ledger/{process_no}") as watcher:
        began = time.monotonic()
        for number, group in enumerate(groups):
            store(connection, group)
            time.sleep(max(0.0, began + (number + 1) * STEP - time.monotonic()))
        took = time.monotonic() - began
        watcher.wait_for(RATE * SECONDS)
    delays = []
    with connection, connection.cursor() as cursor:
        for (at, _), before in zip(
            watcher.seen, [0, *(size for _, size in watcher.seen)], strict=False
        ):
            cursor.execute(
                "SELECT EXTRACT(epoch FROM at)::float8 FROM participation_leaf"
                " WHERE process_no = %s AND leaf_index = %s",
                [process_no, before],
            )
            delays.append(at - cursor.fetchone()[0])
    return {
        "delay_s": max(delays),
        "median_delay_s": statistics.median(delays),
        "acted_per_s": RATE * SECONDS / took,
    }


def backlog(connection: Any, home: Instance) -> float:
    """Leaves a second when many wait at once."""
    process_no = new_process(connection)
    rows = acts(process_no, WAITING)
    supervision.stop(home, "sealer")
    store(connection, rows)
    with Watcher(f"{home.url}/ledger/{process_no}") as watcher:
        supervision.start(home, "sealer")
        # The clock starts with the first batch: starting the service is not sealing.
        first = watcher.wait_for(1)
        size = watcher.size
        done = watcher.wait_for(WAITING)
    if size == WAITING:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXTRACT(epoch FROM max(sealed_at) - min(sealed_at))::float8,"
                " max(size) - min(size) FROM participation_checkpoint WHERE process_no = %s",
                [process_no],
            )
            seconds, leaves = cursor.fetchone()
            return leaves / seconds
    return (WAITING - size) / (done - first)


def leaf(number: int) -> bytes:
    """The hash of an invented leaf."""
    return hashlib.sha256(b"\x00%d" % number).digest()


def copied(process_no: int, grown: list[tiles.Tile]) -> BytesIO:
    """Tiles as PostgreSQL's binary COPY takes them."""
    data = bytearray(b"PGCOPY\n\xff\r\n\x00" + bytes(8))
    for tile in grown:
        data += struct.pack(">hiqihiq", 4, 8, process_no, 2, tile.level, 8, tile.number)
        data += struct.pack(">i", len(tile.hashes)) + tile.hashes
    return BytesIO(bytes(data) + b"\xff\xff")


def large_record(connection: Any, size: int) -> tuple[int, bytes]:
    """The hashes of a record of so many leaves, and its root; it has no entries."""
    process_no = new_process(connection)
    edge: dict[int, bytes] = {}
    last: dict[tuple[int, int], tiles.Tile] = {}
    with connection, connection.cursor() as cursor:
        for low in range(0, size, TOGETHER):
            grown = tiles.grow(
                low, edge, [leaf(number) for number in range(low, min(size, low + TOGETHER))]
            )
            edge = tiles.edge_of(grown, edge)
            full = [tile for tile in grown if tile.width == tiles.WIDTH]
            last = {(t.level, t.number): t for t in grown if t.width < tiles.WIDTH} | {
                key: tile for key, tile in last.items()
                if not any(key == (t.level, t.number) for t in grown)
            }  # fmt: skip
            cursor.copy_expert(
                "COPY participation_tile FROM STDIN (FORMAT binary)", copied(process_no, full)
            )
        cursor.copy_expert(
            "COPY participation_tile FROM STDIN (FORMAT binary)",
            copied(process_no, list(last.values())),
        )
    return process_no, tiles.root(size, edge)


def proofs(connection: Any, size: int) -> dict[str, float]:
    """Proofs of leaves here and there, each checked against the root."""
    started = time.monotonic()
    process_no, root = large_record(connection, size)
    built = time.monotonic() - started
    times, dice = [], random.Random(7)
    with connection, connection.cursor() as cursor:
        for _ in range(PROOFS):
            index = dice.randrange(size)
            started = time.perf_counter()
            proof = record.inclusion_proof(cursor, process_no, index, size)
            times.append((time.perf_counter() - started) * 1000)
            tree.check_inclusion(index, size, leaf(index), proof, root)
    return {
        "proof_ms": statistics.quantiles(times, n=100)[98],
        "median_proof_ms": statistics.median(times),
        "large_record_leaves": size,
        "large_record_built_s": built,
    }


def publish_acts(home: Instance, number: int) -> str:
    """A published record of so many acts, and its address."""
    process_no = 999_999
    key = keys.load(configuration.ledger_key(home))
    origin = keys.origin(home.url, process_no)
    folder = home.home / "ledger" / str(process_no)
    now, size, edge = datetime.now(UTC), 0, {}
    known: dict[tuple[int, int], bytes] = {}
    while size < number:
        step = min(TOGETHER, number - size)
        said = [
            entries.act_entry(process_no, "sign", at.to_bytes(32, "big"), now)
            for at in range(size, size + step)
        ]
        grown = tiles.grow(size, edge, [entries.leaf_hash(entry) for entry in said])
        edge = tiles.edge_of(grown, edge)
        known |= {(tile.level, tile.number): tile.hashes for tile in grown}
        for place in tiles.places(size + step, size):
            if place.level == 0:
                low = place.number * tiles.WIDTH - size
                write(folder / place.entries_path, tiles.bundle(said[low : low + place.width]))
        size += step
    for place in tiles.places(size):
        write(folder / place.path, known[place.level, place.number])
    checkpoint = notes.Checkpoint(origin, size, tiles.root(size, edge))
    write(folder / "checkpoint", notes.sign_checkpoint(checkpoint, key).encode())
    write(folder / "vkey", keys.vkey(origin, key.public_key()).encode() + b"\n")
    return f"{home.url}/ledger/{process_no}"


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def recount(address: str) -> float:
    """Seconds of the stand-alone verifier."""
    started = time.monotonic()
    subprocess.run([sys.executable, "-I", verify.__file__, "count", address], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    return time.monotonic() - started


def measure(home: Instance) -> dict[str, float]:
    connection = psycopg2.connect(postgresql.url(home, "ckan", "ckan"))
    figures = delay(connection, home)
    figures["sealed_per_s"] = backlog(connection, home)
    supervision.stop(home, "sealer")
    figures |= proofs(connection, LARGE)
    figures["verify_s"] = recount(publish_acts(home, ACTS))
    connection.close()
    return figures


def main() -> None:
    with instance() as home:
        figures = measure(home)
    ratios = {f"{name}_of_limit": figures[name] / limit for name, limit in LIMITS.items()}
    publish("seal", ratios, figures)


if __name__ == "__main__":
    main()
