"""One reader per format; each turns a file into rows of text for the same typing."""

from __future__ import annotations

from pathlib import Path

from ..source import Source
from ..spec import Limits, Tell
from .text import read_text


def open_source(kind: str, path: Path, folder: Path, limits: Limits, tell: Tell) -> Source:
    """The rows of a file of this kind."""
    return read_text(path, kind, folder, limits)
