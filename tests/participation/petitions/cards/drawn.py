"""What is in a drawing of Typst: glyphs by their place, and the picture of a QR code."""

from __future__ import annotations

import base64
import re

GLYPH = re.compile(rb'<use (?:xlink:)?href="#(g[0-9A-F]+)"')
EMBEDDED = re.compile(rb'href="data:image/svg\+xml;base64,([^"]+)"')
STROKES = re.compile(r"([Mm])\s*(-?[\d.]+)[ ,](-?[\d.]+)|h(\d+)")


def glyphs(drawing: bytes) -> list[str]:
    """The glyphs in their order; the same letter in the same face is the same name."""
    return [name.decode() for name in GLYPH.findall(drawing)]


def squares(drawing: bytes) -> set[tuple[int, int]]:
    """The dark squares of the QR code in a drawing, by column and row."""
    found = EMBEDDED.search(drawing)
    assert found
    svg = base64.b64decode(found.group(1)).decode()
    path = re.search(r'\bd="([^"]+)"', svg)
    assert path
    x, y, dark = 0.0, 0.0, set()
    for move, dx, dy, run in STROKES.findall(path.group(1)):
        if run:
            dark |= {(int(x) + step, int(y)) for step in range(int(run))}
            x += int(run)
        elif move == "M":
            x, y = float(dx), float(dy)
        else:
            x, y = x + float(dx), y + float(dy)
    return dark
