"""Sets the templates beside this file with Typst: pictures and papers without a browser.

What stands on them goes in as values, never as markup, so nothing that a person wrote is a command.
Only these fonts and this folder are there to be read, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

import typst
from ckanext.egov import theme

HERE = Path(__file__).parent
FONTS = Path(theme.__file__).parent / "public" / "egov" / "vendor" / "noto-sans-whole"
KEPT = 256
"""Drawings kept in memory: a shared petition is asked for its card again and again."""
DOTS_PER_INCH = 144
"""Two pixels for each point: a card of 600 × 315 points is the 1200 × 630 pixels of Open Graph."""


def picture(template: str, values: Mapping[str, str]) -> bytes:
    """A template as PNG."""
    return _set(template, "png", tuple(sorted(values.items())), None)


def drawing(template: str, values: Mapping[str, str]) -> bytes:
    """A template as SVG."""
    return _set(template, "svg", tuple(sorted(values.items())), None)


def paper(template: str, values: Mapping[str, str], made: datetime) -> bytes:
    """A template as PDF/UA: one that screen readers read."""
    return _set(template, "pdf", tuple(sorted(values.items())), made.replace(microsecond=0))


@lru_cache(maxsize=KEPT)
def _set(
    template: str, kind: str, values: tuple[tuple[str, str], ...], made: datetime | None
) -> bytes:
    compiler = typst.Compiler(
        str(HERE / f"{template}.typ"),
        root=str(HERE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=dict(values),
    )
    if kind == "pdf":
        return compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=made)  # pyrefly: ignore
    return compiler.compile(format=kind, ppi=DOTS_PER_INCH)  # pyrefly: ignore


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
