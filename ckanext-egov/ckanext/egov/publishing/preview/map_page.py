"""Draws the shapes of a GeoJSON file as SVG, with a list of the same shapes beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.places.shapes import Box, Drawn, Projection, draw
from ckanext.egov.publishing.preview import address, messages
from ckanext.egov.publishing.preview.cells import write_number
from ckanext.egov.publishing.preview.features import (
    MOST_PROPERTIES,
    BadGeoJSON,
    Feature,
    Layer,
    name_key,
)
from ckanext.egov.publishing.preview.question import Reading
from ckanext.egov.publishing.preview.source import layer_of, problem_text

WIDTH, TALLEST, MARGIN = 800, 620, 14
LISTED = 50
TOLERANCE = 0.6


@dataclass(frozen=True)
class Mark:
    """One feature on the map."""

    feature: Feature
    drawn: Drawn


@dataclass(frozen=True)
class Picture:
    """All features, projected together; large ones first, so that small ones lie on top."""

    marks: tuple[Mark, ...]
    height: float
    bounds: tuple[float, float, float, float]
    width: int = WIDTH


# A layer is known by its identity: the same one comes until its file changes.
@lru_cache(maxsize=8)
def picture_of(layer: Layer) -> Picture | None:
    """The picture of a layer; None when no feature has a shape."""
    drawable = [item for item in layer.features if next(item.shape.vertices(), None)]
    if not drawable:
        return None
    box = Box.around(point for item in drawable for point in item.shape.vertices())
    projection = Projection(box, WIDTH, MARGIN, TALLEST)
    marks = [Mark(item, draw(item.shape, projection, TOLERANCE)) for item in drawable]
    marks.sort(key=lambda mark: mark.drawn.extent, reverse=True)
    bounds = (box.west, box.south, box.east, box.north)
    return Picture(tuple(marks), round(projection.height, 1), bounds)


def map_panel(
    resource: dict[str, Any], get: Callable[[str], Sequence[str]]
) -> tuple[dict[str, Any], list[str]]:
    """The map and the list of its shapes, or why there is no map."""
    reading = Reading(get, {})
    page = reading.number("page", 1, 1) or 1
    try:
        layer = layer_of(resource)
    except BadGeoJSON as error:
        return {"problem": problem_text(error), "file": resource.get("url")}, []
    pages = max(1, -(-len(layer.features) // LISTED))
    if page > pages:
        reading.wrong("no_such_page", page=str(page))
        page = 1
    listed = layer.features[(page - 1) * LISTED : page * LISTED]
    naming = name_key(layer.property_names, tk.h.lang())
    shown = [name for name in layer.property_names if name != naming][:MOST_PROPERTIES]
    panel = {
        "layer": layer,
        "picture": picture_of(layer),
        "listed": listed,
        "listed_places": {feature.place for feature in listed},
        "naming": naming,
        "names": shown,
        "page": page,
        "pages": pages,
        "previous": _page_query(page - 1) if page > 1 else "",
        "next": _page_query(page + 1) if page < pages else "",
        "file": resource.get("url"),
    }
    return panel, [messages.text(error) for error in reading.errors]


def _page_query(page: int) -> str:
    return address.query([("show", "map"), *([("page", str(page))] if page > 1 else [])])


def property_text(value: Any, language: str) -> str:
    """A property of a feature as text."""
    if value is None:
        return ""
    if isinstance(value, float):
        return write_number(value, language)
    return str(value)
