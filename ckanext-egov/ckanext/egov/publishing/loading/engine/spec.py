"""What the engine is asked to do, and what it says while it does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Declared:
    """A column as the existing dictionary describes it."""

    name: str
    type: str


@dataclass(frozen=True)
class Limits:
    """How much a load may take."""

    memory_mb: int = 128
    threads: int = 2
    unpacked_mb: int = 2048
    columns: int = 1000
    cell_bytes: int = 8_000_000


@dataclass(frozen=True)
class Spec:
    """One load: this file into this table."""

    path: str
    table: str
    dsn: str
    work_folder: str
    format: str = ""
    declared: tuple[Declared, ...] = ()
    limits: Limits = field(default_factory=Limits)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Spec:
        """The other end of `to_dict`."""
        values = dict(data)
        declared = tuple(Declared(**item) for item in values.pop("declared"))
        return cls(**values | {"declared": declared, "limits": Limits(**data["limits"])})


Tell = Callable[[str, dict[str, Any]], None]
"""Told of each event: `step`, `rows`, `warning`, `readable`, `profile`."""
