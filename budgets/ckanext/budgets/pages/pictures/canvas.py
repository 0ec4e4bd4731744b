"""The elements that all pictures are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

FILLS = ("#00635d", "#0b5d8f", "#6d3a7c", "#7a4b00", "#8a2f2b", "#44546a")
"""White text reads on each (4.5:1 and more), on a light page and on a dark one."""

REST_FILL = "#5a554d"
LETTER = 0.55
"""Width of an average letter, as a share of the size of the type."""


@dataclass(frozen=True)
class Part:
    """One piece of a whole: what it is called, how much it is, in words too, and where it leads."""

    key: str
    label: str
    amount: int
    words: str
    url: str = ""
    fill: str = FILLS[0]


@dataclass(frozen=True)
class Words:
    """What a picture says to those who hear it: its title, and one sentence about it."""

    title: str
    description: str
    identifier: str


def fill_of(place: int) -> str:
    """The colour of the part at a place of the order by size."""
    return FILLS[place % len(FILLS)]


def px(number: float) -> str:
    """A length with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")


def svg(words: Words, width: float, height: float, kind: str) -> Xml.Element:
    """The root: a group, because the links in it are to be reached one by one."""
    name = words.identifier
    root = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {px(width)} {px(height)}",
            "role": "group",
            "aria-labelledby": f"{name}-title {name}-description",
            "class": f"egov-money egov-money--{kind}",
        },
    )
    Xml.SubElement(root, "title", {"id": f"{name}-title"}).text = words.title
    Xml.SubElement(root, "desc", {"id": f"{name}-description"}).text = words.description
    return root


def link(parent: Xml.Element, part: Part) -> Xml.Element:
    """What holds the shapes of a part: a link where it leads somewhere, with its words to hear.

    Names that are drawn go beside it, not into it: cut to their room they would be other words than
    those that are heard (WCAG 2.5.3).
    """
    heard = f"{part.label}: {part.words}"
    if part.url:
        holder = Xml.SubElement(parent, "a", {"href": part.url, "aria-label": heard})
    else:
        holder = Xml.SubElement(parent, "g", {"role": "img", "aria-label": heard})
    return holder


def target(holder: Xml.Element, y: float, width: float, height: float, x: float = 0) -> None:
    """A row that can be pressed all over, not on its bar alone."""
    size = {"x": px(x), "y": px(y), "width": px(width), "height": px(height)}
    Xml.SubElement(holder, "rect", size | {"fill": "transparent"})


def text(parent: Xml.Element, x: float, y: float, words: str, size: float, **more: str) -> None:
    """A line of text; names with underscores become attributes with hyphens."""
    place = {"x": px(x), "y": px(y), "font-size": px(size), "aria-hidden": "true"}
    place |= {name.replace("_", "-"): value for name, value in more.items()}
    Xml.SubElement(parent, "text", place).text = words


def fits(words: str, room: float, size: float) -> bool:
    """Whether a line has room."""
    return len(words) * size * LETTER <= room


def wrap(words: str, room: float, size: float, most: int) -> list[str]:
    """Words in at most so many lines; what has no room ends in an ellipsis."""
    letters = max(3, int(room / (size * LETTER)))
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    cut = lines[:most]
    if len(lines) > most:
        cut[-1] = f"{cut[-1]} …"
    return [line if len(line) <= letters else line[: letters - 1] + "…" for line in cut]


def with_rest(parts: Sequence[Part], most: int, rest: Part | None) -> list[Part]:
    """The largest parts; the others as one, so that no piece is too small to see or press."""
    shown = [part for part in parts if part.amount > 0]
    if len(shown) <= most or rest is None:
        return shown[:most]
    kept, others = shown[: most - 1], shown[most - 1 :]
    amount = sum(part.amount for part in others)
    return [*kept, Part(rest.key, rest.label, amount, rest.words, rest.url, REST_FILL)]
