"""One reader per format; each turns a file into rows of text for the same typing."""

from __future__ import annotations

from pathlib import Path

from ..source import Source
from ..spec import Limits, Tell
from .geojson import read_geojson
from .json_table import read_json
from .parquet import read_parquet
from .text import read_text


def open_source(kind: str, path: Path, folder: Path, limits: Limits, tell: Tell) -> Source:
    """The rows of a file of this kind."""
    if kind == "xlsx":
        from .xlsx import read_xlsx  # takes as long to import as all the rest together

        return read_xlsx(path, folder, limits, tell)
    if kind == "parquet":
        return read_parquet(path, folder, limits)
    if kind == "json":
        return read_json(path, folder, limits)
    if kind == "geojson":
        return read_geojson(path, folder, limits)
    return read_text(path, kind, folder, limits)
