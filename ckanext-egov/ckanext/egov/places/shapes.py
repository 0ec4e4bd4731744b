"""Geometry for maps drawn on the server: GeoJSON shapes in, SVG path data out.

Pure: plain numbers in, plain text out. The projection is equirectangular with longitudes
shrunk by the cosine of the middle latitude, which is true enough for a country on one page.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
Line = list[Point]

PIECE = 64  # points that are simplified together
NOTHING = 1e-9  # degrees: a tenth of a millimetre, less than any place is wide


class BadGeometry(ValueError):
    """The GeoJSON object can't be drawn: its type or its coordinates are wrong."""


@dataclass(frozen=True)
class Shape:
    """A geometry taken apart: `points`, open `lines`, and the closed `rings` of its areas."""

    points: tuple[Point, ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()
    rings: tuple[tuple[Point, ...], ...] = ()

    def vertices(self) -> Iterator[Point]:
        """Every point of the shape, whatever it belongs to."""
        yield from self.points
        for part in (*self.lines, *self.rings):
            yield from part


@dataclass(frozen=True)
class Box:
    """The smallest rectangle, in degrees, around what is drawn."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> "Box":
        """The box around these points; BadGeometry when there are none."""
        longitudes, latitudes = [], []
        for longitude, latitude in points:
            longitudes.append(longitude)
            latitudes.append(latitude)
        if not longitudes:
            raise BadGeometry("nothing to draw")
        return cls(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


@dataclass(frozen=True)
class Projection:
    """Maps degrees inside `box` to pixels of a picture `width` wide, with a `margin` around."""

    box: Box
    width: float
    margin: float = 0.0
    tallest: float = math.inf

    @property
    def shrink(self) -> float:
        """How much shorter a degree of longitude is than one of latitude, at mid-height."""
        return math.cos(math.radians((self.box.south + self.box.north) / 2))

    @property
    def scale(self) -> float:
        """Pixels in a degree of latitude."""
        across = (self.box.east - self.box.west) * self.shrink
        up = self.box.north - self.box.south
        fits = [
            room / span
            for room, span in ((self.width, across), (self.tallest, up))
            if span > NOTHING and math.isfinite(room)
        ]
        inner = [fit * (1 - 2 * self.margin / self.width) for fit in fits]
        return min(inner) if inner else 1.0

    @property
    def height(self) -> float:
        """The height of the picture that keeps the shape's proportions."""
        return (self.box.north - self.box.south) * self.scale + 2 * self.margin

    def __call__(self, point: Point) -> Point:
        across = (self.box.east - self.box.west) * self.shrink * self.scale
        left = (self.width - across) / 2
        x = left + (point[0] - self.box.west) * self.shrink * self.scale
        y = self.margin + (self.box.north - point[1]) * self.scale
        return x, y


def read_shape(geometry: Any) -> Shape:
    """Take a GeoJSON geometry apart (RFC 7946, section 3.1); an absent one is an empty shape."""
    if geometry is None:
        return Shape()
    if not isinstance(geometry, dict):
        raise BadGeometry("a geometry must be an object")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    match kind:
        case "Point":
            return Shape(points=(_point(coordinates),))
        case "MultiPoint":
            return Shape(points=_line(coordinates))
        case "LineString":
            return Shape(lines=(_line(coordinates),))
        case "MultiLineString":
            return Shape(lines=tuple(_line(part) for part in _list(coordinates)))
        case "Polygon":
            return Shape(rings=_rings(coordinates))
        case "MultiPolygon":
            polygons = [_rings(part) for part in _list(coordinates)]
            return Shape(rings=tuple(ring for rings in polygons for ring in rings))
        case "GeometryCollection":
            return join(read_shape(part) for part in _list(geometry.get("geometries")))
    raise BadGeometry(f"unknown geometry type: {kind!r}")


def join(shapes: Iterable[Shape]) -> Shape:
    """One shape that holds the parts of all."""
    every = list(shapes)
    return Shape(
        tuple(point for shape in every for point in shape.points),
        tuple(line for shape in every for line in shape.lines),
        tuple(ring for shape in every for ring in shape.rings),
    )


def _list(value: Any) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise BadGeometry("coordinates must be a list")
    return list(value)


def _point(value: Any) -> Point:
    numbers = _list(value)
    if len(numbers) < 2 or not all(_is_number(number) for number in numbers[:2]):
        raise BadGeometry("a position must be two numbers: longitude, latitude")
    longitude, latitude = float(numbers[0]), float(numbers[1])
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise BadGeometry("a position must be in degrees (WGS 84)")
    return longitude, latitude


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _line(value: Any) -> tuple[Point, ...]:
    return tuple(_point(position) for position in _list(value))


def _rings(value: Any) -> tuple[tuple[Point, ...], ...]:
    return tuple(ring for part in _list(value) if len(ring := _line(part)) > 2)


def simplify(points: Sequence[Point], tolerance: float) -> Line:
    """Drop points nearer than `tolerance` to the line without them (Douglas and Peucker).

    The ends stay. The work is done piece by piece: on a whole coast its worst case grows with the
    square of the number of points, and a file could be made to be that worst case.
    """
    kept = list(points[:1])
    for start in range(0, len(points) - 1, PIECE):
        kept += _simplify_piece(points[start : start + PIECE + 1], tolerance)[1:]
    return kept


def _simplify_piece(points: Sequence[Point], tolerance: float) -> Line:
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        far, farthest = 0.0, first
        for index in range(first + 1, last):
            away = distance(points[index], points[first], points[last])
            if away > far:
                far, farthest = away, index
        if far > tolerance:
            keep.add(farthest)
            todo += [(first, farthest), (farthest, last)]
    return [points[index] for index in sorted(keep)]


def distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the segment between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length))
    return math.hypot(x - x1 - along * dx, y - y1 - along * dy)


def area(ring: Sequence[Point]) -> float:
    """Signed area of a ring (shoelace rule)."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def centre(ring: Sequence[Point]) -> Point:
    """The centre of gravity of a ring; the mean of its points when it has no area."""
    size = area(ring)
    if abs(size) < 1e-12:
        return (
            sum(x for x, _y in ring) / len(ring),
            sum(y for _x, y in ring) / len(ring),
        )
    x_sum = y_sum = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        cross = x1 * y2 - x2 * y1
        x_sum += (x1 + x2) * cross
        y_sum += (y1 + y2) * cross
    return x_sum / (6 * size), y_sum / (6 * size)


def path_data(parts: Iterable[Sequence[Point]], closed: bool) -> str:
    """The `d` of an SVG path through projected points, to a tenth of a pixel."""
    pieces = []
    for part in parts:
        if len(part) > 1:
            steps = "L".join(f"{x:.1f},{y:.1f}" for x, y in part)
            pieces.append(f"M{steps}{'Z' if closed else ''}")
    return "".join(pieces)


@dataclass(frozen=True)
class Drawn:
    """A shape as SVG wants it: path data, the points as pixels, and where a label goes."""

    area_path: str
    line_path: str
    points: tuple[Point, ...]
    label_at: Point
    label_room: float
    extent: float


def draw(shape: Shape, projection: Projection, tolerance: float = 0.5) -> Drawn:
    """Project and simplify a shape for a picture."""
    rings = [_project(ring, projection, tolerance) for ring in shape.rings]
    lines = [_project(line, projection, tolerance) for line in shape.lines]
    points = tuple(projection(point) for point in shape.points)
    largest = max(rings, key=lambda ring: abs(area(ring)), default=None)
    anchor = centre(largest) if largest else _first(points, lines)
    body = largest or [anchor]
    across = max(x for x, _y in body) - min(x for x, _y in body)
    up = max(y for _x, y in body) - min(y for _x, y in body)
    return Drawn(
        path_data(rings, closed=True),
        path_data(lines, closed=False),
        points,
        anchor,
        across,
        max(across, up),
    )


def _project(part: Sequence[Point], projection: Projection, tolerance: float) -> Line:
    return simplify([projection(point) for point in part], tolerance)


def _first(points: Sequence[Point], lines: Sequence[Line]) -> Point:
    if points:
        return points[0]
    middle = [line[len(line) // 2] for line in lines if line]
    return middle[0] if middle else (0.0, 0.0)
