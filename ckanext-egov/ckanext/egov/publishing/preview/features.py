"""Reads a GeoJSON file (RFC 7946) into features that can be listed and drawn. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.egov.places.shapes import BadGeometry, Shape, read_shape

MOST_FEATURES = 2_000
MOST_VERTICES = 100_000
MOST_PROPERTIES = 6
NAME_KEYS = ("name", "title", "label", "nomi", "nom", "atı")


class BadGeoJSON(ValueError):
    """The file is not GeoJSON, or a feature in it is wrong; the message says which."""


@dataclass(frozen=True)
class Feature:
    """A shape with what is known of it; `place` counts from 1."""

    place: int
    properties: Mapping[str, Any]
    shape: Shape


@dataclass(frozen=True, eq=False)
class Layer:
    """The features of a file; `count` tells how many it has when not all are drawn."""

    features: tuple[Feature, ...]
    count: int
    attribution: str = ""

    @property
    def property_names(self) -> list[str]:
        """The names of what is known, in the order in which they first appear."""
        return list(dict.fromkeys(key for item in self.features for key in item.properties))


def read_layer(content: bytes) -> Layer:
    """The features of a GeoJSON file."""
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadGeoJSON("not_json") from error
    raw = _features(document)
    features: list[Feature] = []
    vertices = 0
    for place, item in enumerate(raw[:MOST_FEATURES], start=1):
        feature = _feature(place, item)
        vertices += sum(1 for _vertex in feature.shape.vertices())
        if vertices > MOST_VERTICES:
            break
        features.append(feature)
    return Layer(tuple(features), len(raw), str(document.get("attribution") or ""))


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _features(document: Any) -> list[Any]:
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        return document["features"]
    if kind == "Feature":
        return [document]
    if kind and "coordinates" in document:
        return [{"type": "Feature", "geometry": document, "properties": {}}]
    raise BadGeoJSON("not_geojson")


def _feature(place: int, item: Any) -> Feature:
    if not isinstance(item, dict):
        raise BadGeoJSON(f"feature {place}: not an object")
    try:
        shape = read_shape(item.get("geometry"))
    except (BadGeometry, RecursionError) as error:
        raise BadGeoJSON(f"feature {place}: {error}") from error
    properties = item.get("properties")
    return Feature(place, properties if isinstance(properties, dict) else {}, shape)


def name_key(names: Iterable[str], language: str) -> str:
    """The property that names a feature: in the reader's language when there is one."""
    known = {name.lower(): name for name in names}
    endings = (f"_{language.lower()}", "_uz", "_en", "_ru", "")
    wanted = [key + ending for ending in endings for key in NAME_KEYS]
    found = next((known[key] for key in wanted if key in known), None)
    return found or next(iter(known.values()), "")
