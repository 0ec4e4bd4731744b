"""How lines of the record hang together. Pure: anybody can recompute a chain from its lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

START = bytes(32)
"""What the first line hangs on."""


@dataclass(frozen=True)
class Line:
    """One act of an official."""

    number: int
    at: datetime
    actor: str
    action: str
    object_type: str
    object_id: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold, and why: `number`, `previous` or `hash`."""

    number: int
    reason: str


def line_hash(previous: bytes, line: Line) -> bytes:
    """SHA-256 over the hash before and the line as JSON with sorted keys."""
    fields = asdict(line) | {"at": line.at.astimezone(UTC).isoformat(timespec="microseconds")}
    text = json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(previous + text.encode()).digest()


def first_break(
    lines: Iterable[tuple[Line, bytes, bytes]], head: tuple[int, bytes]
) -> tuple[int, Break | None]:
    """Walk lines with their stored `previous` and `hash`; how many there are, and what is wrong.

    A removed last line shows by the head, which counts on.
    """
    number, previous = 0, START
    for line, stored_previous, stored_hash in lines:
        number += 1
        if line.number != number:
            return number, Break(number, "number")
        if stored_previous != previous:
            return number, Break(number, "previous")
        previous = line_hash(previous, line)
        if stored_hash != previous:
            return number, Break(number, "hash")
    if (number, previous) != head:
        return number, Break(number + 1, "number")
    return number, None


def plain(value: Any) -> Any:
    """A value as the database gives it back: no fractions, nothing a JSON column changes."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")
    if isinstance(value, dict):
        return {plain(str(name)): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return plain(str(value))
