"""Every pair of colours used for text can be read, in light and in dark (WCAG 2.2, 1.4.3)."""

import re
from itertools import product
from pathlib import Path

import ckanext.egov.theme
import pytest

TOKENS = Path(ckanext.egov.theme.__file__).parent / "assets" / "css" / "tokens.css"

GROUNDS = ("paper", "surface", "sunken")
TEXT_PAIRS = [
    *product(("ink", "ink-soft", "accent", "bad"), GROUNDS),
    ("ink", "accent-soft"), ("accent-strong", "accent-soft"), ("on-accent", "accent"),
    ("on-accent", "accent-strong"), ("on-hero", "hero"), ("on-hero-soft", "hero"),
    ("good", "good-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("paper", "ink"),
    ("ink", "good-soft"), ("ink", "warn-soft"), ("ink", "bad-soft"), ("hero", "on-hero"),
]  # fmt: skip
SHAPE_PAIRS = [*product(("line-strong", "accent", "focus"), ("paper", "surface", "sunken"))]


def schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text().split("@media (prefers-color-scheme: dark)")
    colours = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
    return {"light": dict(colours.findall(light)), "dark": dict(colours.findall(dark))}


def brightness(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((brightness(one), brightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_stands_out_from_its_ground(scheme, text, ground):
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_borders_and_focus_stand_out_from_their_ground(scheme, shape, ground):
    colours = schemes()[scheme]
    assert contrast(colours[shape], colours[ground]) >= 3
