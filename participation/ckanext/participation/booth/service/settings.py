"""What the booth is told at its start: one JSON file, readable by its owner only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Settings:
    """Where things are; times are in seconds."""

    database: str
    """Address of the database for the role of the booth."""
    socket: str
    key_file: str
    """The key that signs the public record."""
    site_url: str
    frame_url: str
    """Where CKAN answers, for the frame around the pages; `{language}` stands for the reader's."""
    languages: tuple[str, ...]
    """The first one is for readers who ask for none of them."""
    translations: str
    """Folder of the compiled catalogues."""
    largest_group: int = 256
    longest_queue: int = 4096
    body_seconds: float = 10.0
    """How long a slow connection may take to send its few bytes."""
    patience: float = 8.0
    """How long an act waits for a database that is away before the person is asked to try again."""


def load(path: str | Path) -> Settings:
    """Read the file."""
    said: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    said["languages"] = tuple(said["languages"])
    return Settings(**said)
