"""The published files: a copy of what the database says, in the layout of C2SP tlog-tiles.

Each file is written beside its place, synced and renamed, and the checkpoint comes last: whoever
reads a checkpoint finds every tile it speaks of.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ckanext.participation.ledger import notes, record, tiles
from ckanext.participation.ledger.tiles import Place

TOGETHER = 16
"""Tiles whose entries are read at once: some four thousand entries."""

ENTRIES = (
    "SELECT leaf_index, entry FROM participation_leaf"
    " WHERE process_no = %s AND leaf_index >= %s AND leaf_index < %s ORDER BY leaf_index"
)


class OtherRecord(RuntimeError):
    """What was published is not the beginning of what the database holds; nothing is published."""


class Folder:
    """The files of all records, a folder for each process."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)

    def of(self, process_no: int) -> Path:
        """Where the files of a record lie."""
        return self.root / str(process_no)

    def published(self, process_no: int) -> notes.Checkpoint | None:
        """What the published checkpoint says, if there is a readable one."""
        try:
            return notes.read_checkpoint((self.of(process_no) / "checkpoint").read_text())
        except (OSError, ValueError):
            return None

    def published_size(self, cursor: Any, head: record.Head) -> int:
        """How far the files are; OtherRecord when they show a longer or another record."""
        found = self.published(head.process_no)
        if found is None or found.origin != head.origin:
            return 0
        if found.size > head.size or (
            record.root_at(cursor, head.process_no, found.size) != found.root
        ):
            raise OtherRecord(
                f"record {head.process_no} was published with {found.size} leaves that the"
                f" database, which has {head.size}, does not hold. Was an old backup restored?"
            )
        return found.size

    def publish(self, cursor: Any, head: record.Head, since: int) -> None:
        """Write what is new after the first `since` leaves, then the checkpoint."""
        for places in batched_places(head.size, since):
            self.write(cursor, head.process_no, places).finish()
        writing = Writing(self.of(head.process_no))
        writing.put("vkey", head.vkey.encode() + b"\n")
        writing.put("checkpoint", head.checkpoint.encode())
        writing.finish()

    def write(self, cursor: Any, process_no: int, places: Sequence[Place]) -> Writing:
        """Write some tiles of one level, and their entries; the caller finishes it."""
        writing = Writing(self.of(process_no))
        keys = [(place.level, place.number) for place in places]
        known = record.read_tiles(cursor, process_no, keys)
        for place in places:
            hashes = known[place.level, place.number][: place.width * tiles.HASH]
            writing.put_tile(place.path, hashes)
        if places[0].level == 0:
            self._put_entries(cursor, process_no, places, writing)
        return writing

    def _put_entries(
        self, cursor: Any, process_no: int, places: Sequence[Place], writing: Writing
    ) -> None:
        low = places[0].number * tiles.WIDTH
        high = places[-1].number * tiles.WIDTH + places[-1].width
        cursor.execute(ENTRIES, [process_no, low, high])
        entries = [bytes(entry) for _, entry in cursor.fetchall()]
        if len(entries) != high - low:
            raise record.Missing(f"record {process_no} lacks leaves between {low} and {high}")
        for place in places:
            start = place.number * tiles.WIDTH - low
            writing.put_tile(place.entries_path, tiles.bundle(entries[start : start + place.width]))


def batched_places(size: int, since: int) -> Iterator[list[Place]]:
    """The tiles to write, some of one level at a time."""
    level: list[Place] = []
    for place in tiles.places(size, since):
        if level and (place.level != level[0].level or len(level) == TOGETHER):
            yield level
            level = []
        level.append(place)
    if level:
        yield level


class Writing:
    """Some files of a record that become durable together."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changed: set[Path] = set()
        self.superseded: list[Path] = []

    def put(self, path: str, data: bytes) -> None:
        """Write a file unless it holds just this."""
        target = self.root / path
        if _holds(target, data):
            return
        self._make(target.parent)
        draft = target.with_name(target.name + ".new")
        with open(draft, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
        self.changed.add(target.parent)

    def put_tile(self, path: str, data: bytes) -> None:
        """Write a tile; a full one takes the place of its earlier beginnings."""
        self.put(path, data)
        beginnings = self.root / f"{path}.p"
        if ".p/" not in path and beginnings.is_dir():
            self.superseded.append(beginnings)

    def finish(self) -> None:
        """Make the renames durable, then drop what full tiles have replaced."""
        for folder in sorted(self.changed):
            _sync(folder)
        for folder in self.superseded:
            shutil.rmtree(folder, ignore_errors=True)

    def _make(self, folder: Path) -> None:
        """Make a folder and note those above it whose list of names changed."""
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            one.mkdir(exist_ok=True)
            one.chmod(0o755)
            self.changed.add(one.parent)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
