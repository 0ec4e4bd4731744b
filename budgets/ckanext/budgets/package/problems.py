"""What is wrong in a table of amounts: its row, its column, a code, and the text that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Problem(ValueError):
    """One thing that is wrong, and where; `messages` has the words for each code.

    row and column are 0 and "" where the whole table is meant; a `note` stops nothing.
    """

    row: int
    column: str
    code: str
    text: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    note: bool = False
