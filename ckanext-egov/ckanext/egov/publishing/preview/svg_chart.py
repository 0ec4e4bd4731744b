"""Bar and line charts drawn on the server as SVG: they need no JavaScript and no CKAN.

A chart is at most six series, told apart by colour and by dash. The colours stay apart for
colour-blind readers and keep a contrast of 3:1 on white (WCAG 1.4.11); pages restyle them
for a dark background through the classes `egov-series-0` to `egov-series-5`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

COLOURS = ("#0072b2", "#d55e00", "#117733", "#aa4499", "#332288", "#806000")
DASHES = ("", "7 3", "2 3", "9 3 2 3", "12 4", "4 4")

WIDTH = 580
FONT = 13
LETTER = 7.2  # an average letter of the page's type at this size, in pixels
SMALLEST_SPAN = 1e-300
"""Numbers that differ by less cannot be told apart by the marks of an axis."""


@dataclass(frozen=True)
class Series:
    """A named row of values, one for each category; None is a gap."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """What a chart shows: everything a reader needs is in the words and the numbers here."""

    kind: str
    title: str
    description: str
    categories: Sequence[str]
    series: Sequence[Series]
    number: Callable[[float], str] = str
    identifier: str = "chart"

    def values(self) -> list[float]:
        """Every value that is not a gap."""
        return [value for row in self.series for value in row.values if value is not None]


def draw_chart(chart: Chart) -> str:
    """The chart as an SVG element in text form."""
    if len(chart.series) > len(COLOURS):
        raise ValueError(f"at most {len(COLOURS)} series can be told apart")
    return _draw_lines(chart) if chart.kind == "line" else _draw_bars(chart)


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers that cover low to high: steps of 1, 2 or 5 times a power of ten."""
    if high - low < SMALLEST_SPAN:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < SMALLEST_SPAN:
        return [0.0, 1.0]
    rough = (high - low) / (most - 1)
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * unit for unit in (1, 2, 5, 10, 20) if rough <= power * unit)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [_clean(index * step) for index in range(first, last + 1)]


def _clean(number: float) -> float:
    """Without the dust of binary fractions: 0.30000000000000004 is 0.3."""
    return float(f"{number:.12g}")


def shorten(text: str, room: float) -> str:
    """The text, cut with an ellipsis when it needs more than `room` pixels."""
    most = max(2, int(room / LETTER))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def spread(count: int, most: int) -> list[int]:
    """At most `most` places of `count`, evenly apart, the first always among them."""
    step = max(1, math.ceil(count / most))
    return list(range(0, count, step))


def _svg(chart: Chart, height: float) -> Xml.Element:
    identifier = chart.identifier
    svg = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {_px(height)}",
            "role": "img",
            "aria-labelledby": f"{identifier}-title {identifier}-description",
            "class": f"egov-chart egov-chart-{chart.kind}",
            "font-size": str(FONT),
        },
    )
    Xml.SubElement(svg, "title", {"id": f"{identifier}-title"}).text = chart.title
    description = Xml.SubElement(svg, "desc", {"id": f"{identifier}-description"})
    description.text = chart.description
    return svg


def _px(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _text(parent: Xml.Element, x: float, y: float, words: str, **more: str) -> Xml.Element:
    place = {"x": _px(x), "y": _px(y), "class": "egov-chart-text", "fill": "#333"}
    place |= {key.replace("_", "-"): value for key, value in more.items()}
    element = Xml.SubElement(parent, "text", place)
    element.text = words
    return element


def _line(parent: Xml.Element, x1: float, y1: float, x2: float, y2: float, name: str) -> None:
    ends = {"x1": _px(x1), "y1": _px(y1), "x2": _px(x2), "y2": _px(y2)}
    Xml.SubElement(parent, "line", ends | {"class": name, "stroke": "#ccc"})


def _series_look(index: int) -> dict[str, str]:
    return {"class": f"egov-series-{index}"}


def _legend(svg: Xml.Element, chart: Chart, top: float) -> float:
    """Names the series when there are several; returns the height it took."""
    if len(chart.series) < 2:
        return 0.0
    x, y = 0.0, top + FONT
    for index, row in enumerate(chart.series):
        name = shorten(row.name, 240)
        needs = 34 + len(name) * LETTER
        if x and x + needs > WIDTH:
            x, y = 0.0, y + 22
        sample = {"x": _px(x), "y": _px(y - 10), "width": "16", "height": "10"}
        Xml.SubElement(svg, "rect", sample | {"fill": COLOURS[index]} | _series_look(index))
        _text(svg, x + 22, y, name)
        x += needs
    return y - top + 14


BAR, GAP, NAMES, NUMBERS = 20, 10, 160, 90


def _draw_bars(chart: Chart) -> str:
    """Horizontal bars: long names stay readable, and each bar says its number."""
    thick = BAR if len(chart.series) == 1 else 14
    row = thick * len(chart.series) + GAP
    holder = _svg(chart, 0)
    top = _legend(holder, chart, 0)
    marks = ticks(min([0.0, *chart.values()]), max([0.0, *chart.values()]))
    left, right = NAMES + 10, WIDTH - NUMBERS
    if marks[0] < 0:
        left += NUMBERS

    def across(value: float) -> float:
        return left + (value - marks[0]) / (marks[-1] - marks[0]) * (right - left)

    height = top + row * len(chart.categories) + GAP
    holder.set("viewBox", f"0 0 {WIDTH} {_px(height)}")
    _line(holder, across(0), top, across(0), height, "egov-chart-axis")
    for place, category in enumerate(chart.categories):
        y = top + GAP / 2 + place * row
        label = _text(holder, NAMES, y + row / 2 - 1, shorten(category, NAMES), text_anchor="end")
        Xml.SubElement(label, "title").text = category
        for index, series in enumerate(chart.series):
            _bar(holder, chart, across, place, index, y + index * thick, thick - 3, series)
    return Xml.tostring(holder, encoding="unicode")


def _bar(
    svg: Xml.Element,
    chart: Chart,
    across: Callable[[float], float],
    place: int,
    index: int,
    y: float,
    thick: float,
    series: Series,
) -> None:
    value = series.values[place]
    if value is None:
        return
    start, end = sorted((across(0), across(value)))
    size = {"x": _px(start), "y": _px(y), "height": _px(thick), "rx": "2"}
    size["width"] = _px(max(end - start, 1))
    bar = Xml.SubElement(svg, "rect", size | {"fill": COLOURS[index]} | _series_look(index))
    words = chart.number(value)
    Xml.SubElement(bar, "title").text = _reading(chart, place, series, words)
    anchor = "end" if value < 0 else "start"
    x = start - 6 if value < 0 else end + 6
    _text(svg, x, y + thick - 3, words, text_anchor=anchor)


def _reading(chart: Chart, place: int, series: Series, words: str) -> str:
    name = f"{series.name}, " if len(chart.series) > 1 else ""
    return f"{name}{chart.categories[place]}: {words}"


PLOT, BELOW = 280, 30


def _draw_lines(chart: Chart) -> str:
    """Lines over an ordered axis, with round numbers on the left."""
    svg = _svg(chart, 0)
    top = _legend(svg, chart, 0) + 12
    low, high = min(chart.values(), default=0.0), max(chart.values(), default=1.0)
    # A line need not start at zero, but does when zero is near: small changes must not look huge.
    marks = ticks(0.0 if 0 <= low <= high * 0.5 else low, high)
    left = 12 + max(len(chart.number(mark)) for mark in marks) * LETTER
    right, bottom = WIDTH - 14, top + PLOT
    svg.set("viewBox", f"0 0 {WIDTH} {_px(bottom + BELOW)}")

    def up(value: float) -> float:
        return bottom - (value - marks[0]) / (marks[-1] - marks[0]) * PLOT

    def along(place: int) -> float:
        return left + (right - left) * (place / max(1, len(chart.categories) - 1))

    for mark in marks:
        _line(svg, left, up(mark), right, up(mark), "egov-chart-grid")
        _text(svg, left - 8, up(mark) + 4, chart.number(mark), text_anchor="end")
    for place in spread(len(chart.categories), 6):
        words = shorten(chart.categories[place], 110)
        _text(svg, along(place), bottom + 20, words, text_anchor=_anchor(along(place), left, right))
    for index, series in enumerate(chart.series):
        _one_line(svg, chart, index, series, along, up)
    return Xml.tostring(svg, encoding="unicode")


def _anchor(x: float, left: float, right: float) -> str:
    if x - left < 40:
        return "start"
    return "end" if right - x < 40 else "middle"


def _one_line(
    svg: Xml.Element,
    chart: Chart,
    index: int,
    series: Series,
    along: Callable[[int], float],
    up: Callable[[float], float],
) -> None:
    look = {"fill": "none", "stroke": COLOURS[index], "stroke-width": "2.5"}
    look |= {"stroke-dasharray": DASHES[index]} if DASHES[index] else {}
    path = {"d": line_path(series.values, along, up), "class": f"egov-series-line-{index}"}
    Xml.SubElement(svg, "path", path | look)
    for place, value in enumerate(series.values):
        if value is None:
            continue
        dot = {"cx": _px(along(place)), "cy": _px(up(value)), "r": "3.5", "fill": COLOURS[index]}
        circle = Xml.SubElement(svg, "circle", dot | _series_look(index))
        words = _reading(chart, place, series, chart.number(value))
        Xml.SubElement(circle, "title").text = words


def line_path(
    values: Sequence[float | None],
    along: Callable[[int], float],
    up: Callable[[float], float],
) -> str:
    """Path data through the values; the line breaks where a value is missing."""
    pieces, pen_down = [], False
    for place, value in enumerate(values):
        if value is not None:
            pieces.append(f"{'L' if pen_down else 'M'}{_px(along(place))},{_px(up(value))}")
        pen_down = value is not None
    return "".join(pieces)
