"""What rose and what fell: bars to the right and to the left of one line."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from ckanext.budgets.pages.pictures.canvas import Part, Words, link, px, svg, target, text, wrap

ROW = 52


def draw(parts: Sequence[Part], words: Words, width: int) -> str:
    """The picture; words carry the sign of the amount too, so colour says nothing new."""
    root = svg(words, width, ROW * len(parts) + 4, "difference")
    low = min([0, *(part.amount for part in parts)])
    high = max([1, *(part.amount for part in parts)])
    scale = width / (high - low)
    zero = -low * scale
    for place, part in enumerate(parts):
        _line(root, part, place * ROW, zero, scale, width)
    return Xml.tostring(root, encoding="unicode")


def _line(root: Xml.Element, part: Part, y: float, zero: float, scale: float, width: int) -> None:
    holder = link(root, part)
    target(holder, y, width, ROW)
    [name] = wrap(part.label, width * 0.62, 14, 1)
    text(root, 0, y + 16, name, 14, **{"class": "egov-money-word"})
    look = {"class": "egov-money-word", "text_anchor": "end"}
    text(root, width, y + 16, part.words, 14, **look, font_weight="600")
    start, end = sorted((zero, zero + part.amount * scale))
    bar = {"x": px(start), "y": px(y + 24), "width": px(max(1, end - start)), "height": "16"}
    way = "rose" if part.amount >= 0 else "fell"
    shape = Xml.SubElement(holder, "rect", bar | {"rx": "2", "class": f"egov-money-{way}"})
    Xml.SubElement(shape, "title").text = f"{part.label}: {part.words}"
    axis = {"x1": px(zero), "x2": px(zero), "y1": px(y + 21), "y2": px(y + 43)}
    Xml.SubElement(root, "line", axis | {"class": "egov-money-axis", "aria-hidden": "true"})
