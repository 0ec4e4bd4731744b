"""A treemap, squarified (Bruls, Huizing, van Wijk): each part as large as its share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from ckanext.budgets.pages.pictures.canvas import Part, Words, fits, link, px, svg, text, wrap

PADDING = 8
LARGE, SMALL = 17.0, 13.0


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


def layout(sizes: Sequence[float], box: Box) -> list[Box]:
    """A rectangle for each size, areas in proportion; sizes are positive, the largest first."""
    total = sum(sizes)
    if not sizes or total <= 0:
        return []
    scale = box.width * box.height / total
    areas = [size * scale for size in sizes]
    found: list[Box] = []
    while areas:
        row = _row(areas, min(box.width, box.height))
        placed, box = _place(areas[:row], box)
        found += placed
        areas = areas[row:]
    return found


def _row(areas: Sequence[float], side: float) -> int:
    """How many areas go into the next row: as long as its rectangles get more like squares."""
    count = 1
    while count < len(areas) and _worst(areas[: count + 1], side) <= _worst(areas[:count], side):
        count += 1
    return count


def _worst(row: Sequence[float], side: float) -> float:
    total = sum(row)
    if not total or not side:
        return 0.0
    return max(
        max(side * side * area / total**2, total**2 / (side * side * area)) if area else 0.0
        for area in row
    )


def _place(row: Sequence[float], box: Box) -> tuple[list[Box], Box]:
    """The rectangles of a row along the shorter side, and the box that is left."""
    total = sum(row)
    wide = box.width >= box.height
    side = box.height if wide else box.width
    thick = total / side if side else 0.0
    found, at = [], box.y if wide else box.x
    for area in row:
        long = area / thick if thick else 0.0
        found.append(Box(box.x, at, thick, long) if wide else Box(at, box.y, long, thick))
        at += long
    if wide:
        return found, Box(box.x + thick, box.y, max(0.0, box.width - thick), box.height)
    return found, Box(box.x, box.y + thick, box.width, max(0.0, box.height - thick))


def draw(parts: Sequence[Part], words: Words, width: int, height: int) -> str:
    """The picture; parts come with the largest first."""
    root = svg(words, width, height, "treemap")
    boxes = layout([part.amount for part in parts], Box(0, 0, width, height))
    for part, box in zip(parts, boxes, strict=True):
        _tile(root, part, box)
    return Xml.tostring(root, encoding="unicode")


def _tile(root: Xml.Element, part: Part, box: Box) -> None:
    holder = link(root, part)
    shape = {"x": px(box.x), "y": px(box.y), "width": px(box.width), "height": px(box.height)}
    tile = Xml.SubElement(holder, "rect", shape | {"fill": part.fill, "class": "egov-money-part"})
    Xml.SubElement(tile, "title").text = f"{part.label}: {part.words}"
    room, high = box.width - 2 * PADDING, box.height - 2 * PADDING
    size = LARGE if room > 150 and high > 70 else SMALL
    lines = int(high / (size * 1.25))
    if lines < 1 or room < 34:
        return
    amount = [part.words] if lines > 1 and fits(part.words, room, size) else []
    named = wrap(part.label, room, size, min(4, lines - len(amount)))
    if len(named) == 1 and len(named[0]) < min(4, len(part.label)):
        return
    for place, line in enumerate([*named, *amount]):
        weight = "400" if place >= len(named) else "600"
        y = box.y + PADDING + size * (0.9 + 1.25 * place)
        text(root, box.x + PADDING, y, line, size, fill="#fff", font_weight=weight)
