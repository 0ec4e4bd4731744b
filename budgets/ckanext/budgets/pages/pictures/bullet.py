"""Planned against executed: for each line a wide pale bar, a narrow strong one on it, a percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from ckanext.budgets.pages.pictures.canvas import Part, Words, link, px, svg, target, text, wrap

ROW = 58
PERCENT = 62


@dataclass(frozen=True)
class Execution:
    """A line of the budget: `part` is what was spent; percent is None where nothing was planned."""

    part: Part
    planned: int
    percent: str


def draw(lines: Sequence[Execution], words: Words, width: int) -> str:
    """The picture; bars start at zero and share one scale."""
    root = svg(words, width, ROW * len(lines) + 4, "bullet")
    largest = max([1, *(max(line.planned, line.part.amount) for line in lines)])
    room = width - PERCENT
    for place, line in enumerate(lines):
        _line(root, line, place * ROW, room, largest)
    return Xml.tostring(root, encoding="unicode")


def _line(root: Xml.Element, line: Execution, y: float, room: float, largest: int) -> None:
    holder = link(root, line.part)
    target(holder, y, room + PERCENT, ROW)
    [name] = wrap(line.part.label, room, 14, 1)
    text(root, 0, y + 16, name, 14, **{"class": "egov-money-word"})
    planned = _bar(holder, y + 24, 24, room * max(0, line.planned) / largest, "egov-money-planned")
    Xml.SubElement(planned, "title").text = f"{line.part.label}: {line.part.words}"
    _bar(holder, y + 30, 12, room * max(0, line.part.amount) / largest, "egov-money-executed")
    look = {"class": "egov-money-word", "text_anchor": "end"}
    text(root, room + PERCENT, y + 41, line.percent, 15, **look, font_weight="600")


def _bar(parent: Xml.Element, y: float, height: float, width: float, name: str) -> Xml.Element:
    size = {"x": "0", "y": px(y), "width": px(max(width, 1)), "height": px(height), "rx": "2"}
    return Xml.SubElement(parent, "rect", size | {"class": name})
