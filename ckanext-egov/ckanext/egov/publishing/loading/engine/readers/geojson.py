"""GeoJSON: a row per feature, its properties as columns and its geometry as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import LoadError
from ..source import Source
from ..spec import Limits
from .json_stream import Stream
from .json_table import text, write_objects

GEOMETRY = "geometry"


def read_geojson(path: Path, folder: Path, limits: Limits) -> Source:
    """Features in their order; `geometry` stays the text of the GeoJSON geometry."""
    return write_objects(lambda: _features(path), folder, limits)


def _features(path: Path) -> Iterator[dict[str, Any]]:
    with Stream(path) as stream:
        if not stream.find_list(("features",)):
            raise LoadError("not_json_table")
        for number, feature in enumerate(stream.items(), 1):
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                raise LoadError("not_json_table", row=number)
            yield _row(feature)


def _row(feature: dict[str, Any]) -> dict[str, Any]:
    properties = dict(feature.get("properties") or {})
    named = {} if "id" in properties or "id" not in feature else {"id": feature["id"]}
    geometry = feature.get(GEOMETRY)
    return {**named, **properties, GEOMETRY: text(geometry) if geometry else None}
