"""A sunburst: two rings, the inner one the parts, the outer one what they are made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from ckanext.budgets.pages.pictures.canvas import Part, Words, link, px, svg, text, wrap

SIZE = 440
HOLE, MIDDLE, RIM = 76.0, 150.0, 216.0
SMALLEST = 0.012
"""Share of the circle below which a piece of the outer ring is left to the table."""


@dataclass(frozen=True)
class Branch:
    """A part of the inner ring with those of the outer ring."""

    part: Part
    children: Sequence[Part] = ()


def draw(
    branches: Sequence[Branch], words: Words, centre: Sequence[str], up: str, back: str
) -> str:
    """The picture; in the middle the total, which leads one level up where there is one."""
    root = svg(words, SIZE, SIZE, "sunburst")
    total = sum(branch.part.amount for branch in branches)
    angle = 0.0
    for branch in branches:
        share = branch.part.amount / total if total else 0.0
        _ring(root, branch.part, angle, share, HOLE, MIDDLE, "1")
        _outer(root, branch, angle, total)
        angle += share
    _middle(root, centre, up, back)
    return Xml.tostring(root, encoding="unicode")


def _outer(root: Xml.Element, branch: Branch, angle: float, total: int) -> None:
    for place, child in enumerate(child for child in branch.children if child.amount > 0):
        share = child.amount / total if total else 0.0
        if share >= SMALLEST:
            _ring(root, child, angle, share, MIDDLE + 2, RIM, "0.85" if place % 2 else "0.72")
        angle += share


def _ring(
    root: Xml.Element, part: Part, angle: float, share: float, low: float, high: float, strong: str
) -> None:
    holder = link(root, part)
    path = {"d": arc(angle, share, low, high), "fill": part.fill, "class": "egov-money-part"}
    piece = Xml.SubElement(holder, "path", path | {"fill-opacity": strong, "fill-rule": "evenodd"})
    Xml.SubElement(piece, "title").text = f"{part.label}: {part.words}"
    if strong == "1" and share > 0.07:
        x, y = _point(angle + share / 2, (low + high) / 2)
        lines = wrap(part.label, 68, 11, 3)
        for place, line in enumerate(lines):
            at = y + 4 + (place - (len(lines) - 1) / 2) * 13
            text(root, x, at, line, 11, fill="#fff", text_anchor="middle", font_weight="600")


def arc(angle: float, share: float, low: float, high: float) -> str:
    """Path data of a piece of a ring; angles are shares of the circle, from the top, clockwise."""
    if share >= 0.9999:
        return _full(low) + _full(high)
    far = "1" if share > 0.5 else "0"
    (ax, ay), (bx, by) = _point(angle, high), _point(angle + share, high)
    (cx, cy), (dx, dy) = _point(angle + share, low), _point(angle, low)
    return (
        f"M{px(ax)},{px(ay)}A{px(high)},{px(high)} 0 {far} 1 {px(bx)},{px(by)}"
        f"L{px(cx)},{px(cy)}A{px(low)},{px(low)} 0 {far} 0 {px(dx)},{px(dy)}Z"
    )


def _full(radius: float) -> str:
    half, centre = px(radius), px(SIZE / 2)
    top, bottom = px(SIZE / 2 - radius), px(SIZE / 2 + radius)
    return (
        f"M{centre},{top}A{half},{half} 0 0 1 {centre},{bottom}A{half},{half} 0 0 1 {centre},{top}Z"
    )


def _point(angle: float, radius: float) -> tuple[float, float]:
    turn = 2 * math.pi * angle
    return SIZE / 2 + radius * math.sin(turn), SIZE / 2 - radius * math.cos(turn)


def _middle(root: Xml.Element, centre: Sequence[str], up: str, back: str) -> None:
    """The words in the hole; a link when there is a level above."""
    holder = Xml.SubElement(root, "a", {"href": up, "aria-label": back}) if up else root
    round_ = {"cx": px(SIZE / 2), "cy": px(SIZE / 2), "r": px(HOLE - 3)}
    Xml.SubElement(holder, "circle", round_ | {"class": "egov-money-centre"})
    lines = [line for words in centre for line in wrap(words, 2 * HOLE - 26, 14, 3)]
    for place, line in enumerate(lines):
        y = SIZE / 2 + 5 + (place - (len(lines) - 1) / 2) * 18
        look = {"class": "egov-money-word", "text_anchor": "middle"}
        text(root, SIZE / 2, y, line, 14, **look, font_weight="600")
