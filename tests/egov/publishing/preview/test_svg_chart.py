"""Charts drawn on the server."""

from xml.etree import ElementTree as Xml

import pytest
from ckanext.egov.publishing.preview.svg_chart import (
    COLOURS,
    Chart,
    Series,
    draw_chart,
    line_path,
    shorten,
    spread,
    ticks,
)
from hypothesis import given, settings
from hypothesis import strategies as st

SVG = "{http://www.w3.org/2000/svg}"


def chart(kind="bar", values=(1.0, 2.0, 3.0), **more):
    categories = [f"category {index}" for index in range(len(values))]
    defaults = {
        "kind": kind,
        "title": "Rows by category",
        "description": "The same numbers are below.",
        "categories": categories,
        "series": [Series("", list(values))],
    }
    return Chart(**(defaults | more))


def parse(text):
    return Xml.fromstring(text)


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_chart_has_a_title_and_a_description_that_name_it(kind):
    svg = parse(draw_chart(chart(kind, identifier="one")))
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title.text == "Rows by category"
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby").split() == [title.get("id"), description.get("id")]


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_each_number_can_be_read_on_its_mark(kind):
    svg = parse(draw_chart(chart(kind)))
    words = [title.text for title in svg.iter(f"{SVG}title")]
    for index, value in enumerate((1.0, 2.0, 3.0)):
        assert f"category {index}: {value}" in words


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_text_from_data_can_not_become_markup(kind):
    nasty = '</text><script>alert("1")</script>'
    text = draw_chart(chart(kind, values=[1.0], title=nasty, categories=[nasty]))
    assert "<script" not in text
    assert not list(parse(text).iter(f"{SVG}script"))


def test_bars_are_as_long_as_their_numbers():
    svg = parse(draw_chart(chart(values=[1.0, 4.0])))
    widths = [float(bar.get("width")) for bar in svg.iter(f"{SVG}rect")]
    assert widths[1] == pytest.approx(4 * widths[0], rel=0.02)


def test_a_negative_bar_lies_on_the_other_side_of_zero():
    svg = parse(draw_chart(chart(values=[-5.0, 5.0])))
    negative, positive = svg.iter(f"{SVG}rect")
    end = float(negative.get("x")) + float(negative.get("width"))
    assert end == pytest.approx(float(positive.get("x")), abs=0.2)


def test_a_gap_has_no_mark_and_breaks_the_line():
    svg = parse(draw_chart(chart("line", values=[1.0, None, 2.0, 3.0])))
    assert len(list(svg.iter(f"{SVG}circle"))) == 3
    assert line_path([1, None, 2, 3], float, float) == "M0,1M2,2L3,3"


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_several_series_are_named_in_a_legend(kind):
    series = [Series("girls", [1.0, 2.0]), Series("boys", [2.0, 1.0])]
    svg = parse(draw_chart(chart(kind, values=[0, 0], series=series)))
    texts = [text.text for text in svg.iter(f"{SVG}text")]
    assert {"girls", "boys"} <= set(texts)


def test_lines_differ_in_more_than_colour():
    series = [Series(str(index), [1.0, 2.0]) for index in range(len(COLOURS))]
    svg = parse(draw_chart(chart("line", values=[0, 0], series=series)))
    dashes = [path.get("stroke-dasharray", "") for path in svg.iter(f"{SVG}path")]
    assert len(set(dashes)) == len(COLOURS)


def test_more_series_than_colours_are_refused():
    series = [Series(str(index), [1.0]) for index in range(len(COLOURS) + 1)]
    with pytest.raises(ValueError, match="at most 6"):
        draw_chart(chart(values=[1.0], series=series))


def _contrast(one, other):
    def light(colour):
        parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_stands_out_on_white(colour):
    assert _contrast(colour, "#ffffff") >= 3


def test_ticks_are_round_and_cover_the_range():
    assert ticks(0, 97) == [0, 20, 40, 60, 80, 100]
    assert ticks(-3, 3) == [-4, -2, 0, 2, 4]
    assert ticks(0, 0.3) == [0, 0.1, 0.2, 0.3]
    assert ticks(0, 5e-324) == [0, 1]


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_ticks_reach_both_ends_and_are_few(one, other):
    low, high = min(one, other), max(one, other)
    marks = ticks(low, high)
    span = max(abs(marks[0]), abs(marks[-1]))
    assert marks[0] <= low + 1e-9 * span
    assert marks[-1] >= high - 1e-9 * span
    assert 2 <= len(marks) <= 8


@settings(max_examples=30)
@given(st.lists(st.one_of(st.none(), st.floats(-1e15, 1e15)), min_size=1, max_size=40))
def test_any_numbers_can_be_drawn(values):
    for kind in ("bar", "line"):
        svg = parse(draw_chart(chart(kind, values=values)))
        assert "nan" not in (svg.get("viewBox") or "")


def test_a_long_name_is_cut_with_an_ellipsis():
    assert shorten("x" * 100, 72) == "x" * 9 + "…"
    assert shorten("short", 72) == "short"


def test_labels_are_spread_evenly():
    assert spread(10, 5) == [0, 2, 4, 6, 8]
    assert spread(3, 5) == [0, 1, 2]
