"""Classes of a map that is shaded by number: few, equal, in whole numbers. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_CLASSES = 4


@dataclass(frozen=True)
class Class:
    """A shade of the map: class 0 is "none"; the others run from `low` to `high`, both included."""

    step: int
    low: int
    high: int

    @property
    def label(self) -> str:
        """The range as a legend writes it."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def classes(counts: Iterable[int]) -> list[Class]:
    """Class 0 for nothing, then up to four equally wide ones that reach the largest count."""
    largest = max(counts, default=0)
    width = -(-largest // MOST_CLASSES)
    found = [Class(0, 0, 0)]
    for step in range(1, MOST_CLASSES + 1):
        low, high = (step - 1) * width + 1, min(step * width, largest)
        if low <= high:
            found.append(Class(step, low, high))
    return found


def step_of(count: int, legend: Iterable[Class]) -> int:
    """The class a count belongs to."""
    return next((item.step for item in legend if item.low <= count <= item.high), 0)
