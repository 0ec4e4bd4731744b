"""A distribution as a drawing the size of a word, with the same told in words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

WIDTH, HEIGHT, GAP, MOST = 120, 28, 1, 24


def counts(profile: dict[str, Any]) -> list[float]:
    """Return the heights to draw: a histogram, else the most frequent values."""
    bars = profile.get("histogram") or [pair[1] for pair in profile.get("top") or []]
    if not all(isinstance(bar, int | float) and bar >= 0 for bar in bars):
        return []
    # Bars that are all alike tell nothing, as when every value comes once.
    return list(bars[:MOST]) if len(set(bars)) > 1 else []


def draw(bars: Sequence[float], words: str) -> Markup:
    """Return the drawing; whoever can't see it is read the words."""
    step = WIDTH / len(bars)
    drawn = Markup("").join(
        Markup('<rect x="{}" y="{}" width="{}" height="{}"/>').format(
            _short(number * step), _short(HEIGHT - high), _short(step - GAP), _short(high)
        )
        for number, high in enumerate(_heights(bars))
    )
    return Markup(
        '<svg class="egov-sparkline" role="img" aria-label="{}" width="{}" height="{}" '
        'viewBox="0 0 {} {}" fill="currentColor">{}</svg>'
    ).format(escape(words), WIDTH, HEIGHT, WIDTH, HEIGHT, drawn)


def _heights(bars: Sequence[float]) -> list[float]:
    """Return heights in which a bar that is not empty can be seen."""
    return [max(1.5, HEIGHT * bar / max(bars)) if bar else 0 for bar in bars]


def _short(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
