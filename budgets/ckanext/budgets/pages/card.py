"""The card of a view where its address is shared: set with Typst, without a browser.

What stands on it goes in as values, never as markup. Only the portal's fonts and this folder are
there to be read, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import ckan.plugins.toolkit as tk
import typst
from ckanext.budgets.pages import naming
from ckanext.budgets.pages.composing import View
from ckanext.egov import theme

HERE = Path(__file__).parent
FONTS = Path(theme.__file__).parent / "public" / "egov" / "vendor" / "noto-sans-whole"
KEPT = 128
"""Cards kept in memory: a shared address is asked for its card again and again."""
DOTS_PER_INCH = 144
"""Two pixels for each point: 600 × 315 points are the 1200 × 630 pixels of Open Graph."""
LINES = 3


def said(view: View) -> dict[str, str]:
    """What the card of a view says: the finding, and the largest lines of its table."""
    scene, panel = view.scene, view.panel
    choice = scene.choice
    rows = [row for row in panel.table.rows if len(row) > 1][:LINES]
    kind = f"{naming.phase(choice.phase, choice.direction)}, {choice.year}"
    return {
        "lang": tk.h.egov_html_lang(tk.h.lang()),
        "portal": tk.h.egov_portal_title(),
        "kind": kind,
        "title": tk.h.egov_dataset_title(scene.source.dataset),
        "finding": panel.finding,
        "names": "\n".join(row[0].text for row in rows),
        "numbers": "\n".join(row[1].text for row in rows),
    }


def picture(values: Mapping[str, str]) -> bytes:
    """The card as PNG."""
    return _set(tuple(sorted(values.items())))


@lru_cache(maxsize=KEPT)
def _set(values: tuple[tuple[str, str], ...]) -> bytes:
    compiler = typst.Compiler(
        str(HERE / "card.typ"),
        root=str(HERE),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=dict(values),
    )
    return compiler.compile(format="png", ppi=DOTS_PER_INCH)  # pyrefly: ignore


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
