"""A line through the values of the last year, as SVG has it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, MARGIN = 640, 160, 12


@dataclass(frozen=True)
class Line:
    """The points of a line and the numbers at its edges."""

    points: tuple[tuple[float, float], ...]
    lowest: float
    highest: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def path(self) -> str:
        """The `points` of a polyline."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.points)


def line(days: Sequence[date], numbers: Sequence[float]) -> Line | None:
    """The line through numbers by day, zero at the bottom; None for fewer than two."""
    if len(days) < 2:
        return None
    first, span = days[0], max(1, (days[-1] - days[0]).days)
    top = max([*numbers, 0]) or 1
    across, up = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    points = tuple(
        (MARGIN + across * (day - first).days / span, HEIGHT - MARGIN - up * max(0, number) / top)
        for day, number in zip(days, numbers, strict=True)
    )
    return Line(points, min(numbers), max(numbers))
