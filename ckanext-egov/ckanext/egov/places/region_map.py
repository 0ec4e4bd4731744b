"""The map of the regions, drawn once in a process: shapes don't change while it lives."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ckanext.egov.places.choropleth import Class, classes, step_of
from ckanext.egov.places.shapes import Box, Drawn, Projection, draw, read_shape
from ckanext.egov.vocabularies import region_shapes_path

WIDTH = 800
MARGIN = 12
LETTER = 7.0  # an average letter of a label on the map, in pixels
FILLED = 0.8  # share of its box that a region fills where its name is written
SMALLEST = 24  # pixels: the least a finger can hit (WCAG 2.5.8)


@dataclass(frozen=True)
class Picture:
    """All regions as path data, by SOATO code; small ones last, so that they lie on top."""

    height: float
    regions: Mapping[str, Drawn]


@cache
def picture() -> Picture:
    """The regions of the vocabulary, projected and simplified."""
    collection = json.loads(region_shapes_path().read_text(encoding="utf-8"))
    shapes = {
        str(feature["properties"]["soato"]): read_shape(feature["geometry"])
        for feature in collection["features"]
    }
    box = Box.around(point for shape in shapes.values() for point in shape.vertices())
    projection = Projection(box, WIDTH, MARGIN)
    drawn = {code: draw(shape, projection) for code, shape in shapes.items()}
    ordered = sorted(drawn.items(), key=lambda item: item[1].extent, reverse=True)
    return Picture(projection.height, dict(ordered))


@dataclass(frozen=True)
class Spot:
    """One region on a map: how it is drawn, named and shaded."""

    code: str
    title: str
    count: int
    step: int
    drawn: Drawn
    current: bool

    @property
    def is_small(self) -> bool:
        """Too small to hit with a finger: it gets a round marker."""
        return self.drawn.extent < SMALLEST

    @property
    def has_room(self) -> bool:
        """Whether the name fits into the shape, which is seldom as wide as its box all over."""
        return self.label_width < self.drawn.label_room * FILLED

    @property
    def label_width(self) -> float:
        """How wide the name is, about."""
        return len(self.title) * LETTER

    def label_covers(self, other: "Spot") -> bool:
        """Whether the name would lie over another region's marker."""
        (x, y), (mark_x, mark_y) = self.drawn.label_at, other.drawn.label_at
        near = abs(x - mark_x) < self.label_width / 2 + SMALLEST / 2
        return near and abs(y - mark_y) < SMALLEST


@dataclass(frozen=True)
class RegionMap:
    """A shaded map of the regions with its legend."""

    width: int
    height: float
    spots: list[Spot]
    legend: list[Class]

    @property
    def labelled(self) -> list[Spot]:
        """The regions whose names can be written on the map."""
        marked = [spot for spot in self.spots if spot.is_small]
        return [
            spot
            for spot in self.spots
            if spot.has_room and not any(spot.label_covers(other) for other in marked)
        ]


def region_map(terms: list[dict[str, Any]], current: str = "") -> RegionMap:
    """The map for regions given as code, title in the reader's language, and count."""
    by_code = {term["code"]: term for term in terms}
    legend = classes(term["count"] for term in terms)
    spots = [
        Spot(
            code,
            by_code[code]["label"],
            by_code[code]["count"],
            step_of(by_code[code]["count"], legend),
            drawn,
            code == current,
        )
        for code, drawn in picture().regions.items()
        if code in by_code
    ]
    return RegionMap(WIDTH, round(picture().height, 1), spots, legend)
