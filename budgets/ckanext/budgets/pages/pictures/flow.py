"""A flow: money from where it comes to where it goes, bands as thick as the amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as Xml

from ckanext.budgets.pages.pictures.canvas import (
    Part,
    Words,
    fits,
    link,
    px,
    svg,
    target,
    text,
    wrap,
)

NODE = 12
GAP = 8
ROW = 44
SMALLEST = 3.0
"""A band is never thinner, so that it can be seen."""


@dataclass(frozen=True)
class Band:
    """Money from one part on the left to one on the right, by their keys."""

    source: str
    target: str
    amount: int


@dataclass(frozen=True)
class Node:
    """A part as it is placed: a bar at the edge."""

    part: Part
    x: float
    y: float
    height: float


HEAD = 26
"""Room above the bars for the name of the one in the middle."""


def draw(columns: Sequence[Sequence[Part]], bands: Sequence[Band], words: Words, width: int) -> str:
    """The picture: two or three columns of parts, and bands between neighbours.

    The middle one of three is named above its bar, the outer ones beside theirs.
    """
    most = max(len(column) for column in columns)
    height = HEAD + max(240, ROW * most + GAP)
    root = svg(words, width, height, "flow")
    names = width * 0.32
    step = (width - 2 * names - NODE) / (len(columns) - 1)
    placed = [_column(column, names + place * step, height) for place, column in enumerate(columns)]
    for left, right in pairwise(placed):
        _bands(root, left, right, [band for band in bands if band.source in left])
    for node in placed[0].values():
        _node(root, node, node.x - 8, "end", names - 12)
    for node in placed[-1].values():
        _node(root, node, node.x + NODE + 8, "start", names - 12)
    for column in placed[1:-1]:
        for node in column.values():
            _middle(root, node, width - 2 * names)
    return Xml.tostring(root, encoding="unicode")


def _column(parts: Sequence[Part], x: float, height: float) -> dict[str, Node]:
    """Bars one below the other; none thinner than can be seen, all together as high as there is."""
    total = sum(part.amount for part in parts)
    room = height - HEAD - GAP * (len(parts) + 1) - SMALLEST * len(parts)
    found, y = {}, float(HEAD + GAP)
    for part in parts:
        high = SMALLEST + (room * part.amount / total if total else 0.0)
        found[part.key] = Node(part, x, y, high)
        y += high + GAP
    return found


def _middle(root: Xml.Element, node: Node, room: float) -> None:
    holder = link(root, node.part)
    _bar(holder, node)
    [name] = wrap(f"{node.part.label}: {node.part.words}", room, 13, 1)
    look = {"class": "egov-money-word", "text_anchor": "middle"}
    text(root, node.x + NODE / 2, HEAD - 8, name, 13, **look, font_weight="600")


def _bar(holder: Xml.Element, node: Node) -> None:
    bar = {"x": px(node.x), "y": px(node.y), "width": px(NODE), "height": px(node.height)}
    look = {"fill": node.part.fill, "class": "egov-money-part"}
    shape = Xml.SubElement(holder, "rect", bar | look)
    Xml.SubElement(shape, "title").text = f"{node.part.label}: {node.part.words}"


def _bands(
    root: Xml.Element,
    sources: dict[str, Node],
    targets: dict[str, Node],
    bands: Sequence[Band],
) -> None:
    group = Xml.SubElement(root, "g", {"aria-hidden": "true"})
    left = {key: node.y for key, node in sources.items()}
    right = {key: node.y for key, node in targets.items()}
    above = {key: place for place, key in enumerate([*sources, *targets])}
    for band in sorted(bands, key=lambda item: (above[item.source], above[item.target])):
        source, target = sources[band.source], targets[band.target]
        out = source.height * band.amount / source.part.amount
        into = target.height * band.amount / target.part.amount
        path = _band(source.x + NODE, left[band.source], out, target.x, right[band.target], into)
        look = {"d": path, "fill": source.part.fill, "class": "egov-money-band"}
        Xml.SubElement(group, "path", look)
        left[band.source] += out
        right[band.target] += into


def _band(x1: float, y1: float, high1: float, x2: float, y2: float, high2: float) -> str:
    middle = px((x1 + x2) / 2)
    return (
        f"M{px(x1)},{px(y1)}C{middle},{px(y1)} {middle},{px(y2)} {px(x2)},{px(y2)}"
        f"L{px(x2)},{px(y2 + high2)}"
        f"C{middle},{px(y2 + high2)} {middle},{px(y1 + high1)} {px(x1)},{px(y1 + high1)}Z"
    )


def _node(root: Xml.Element, node: Node, x: float, anchor: str, room: float) -> None:
    holder = link(root, node.part)
    target(holder, node.y, room + 8, node.height + GAP, x - room if anchor == "end" else x - 8)
    _bar(holder, node)
    size = 13.0
    most = max(1, min(2, int((node.height + GAP) / (size * 1.2))))
    lines = wrap(node.part.label, room, size, most)
    if node.height + GAP > size * 1.2 * (len(lines) + 1) and fits(node.part.words, room, size):
        lines.append(node.part.words)
    start = node.y + node.height / 2 + 4 - (len(lines) - 1) * size * 0.6
    for place, line in enumerate(lines):
        look = {"class": "egov-money-word", "text_anchor": anchor}
        text(root, x, start + place * size * 1.2, line, size, **look)
