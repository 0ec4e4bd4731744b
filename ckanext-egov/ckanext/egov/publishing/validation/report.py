"""What a check found: the first failing cells, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

LONGEST_VALUE = 200


@dataclass(frozen=True)
class Failure:
    """A cell that breaks a rule: row as numbered in the table, rule as named in the dictionary."""

    row: int
    column: str
    rule: str
    value: str
    limit: str = ""


@dataclass
class Report:
    """Failures up to a limit, counted without one."""

    most: int = 1000
    rows: int = 0
    failures: list[Failure] = field(default_factory=list)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, failure: Failure) -> None:
        """Count a failure, and list it while there is room."""
        self.counted[failure.column, failure.rule] += 1
        if len(self.failures) < self.most:
            self.failures.append(failure)

    @property
    def total(self) -> int:
        """How many cells fail."""
        return self.counted.total()

    def errors(self) -> list[dict[str, Any]]:
        """The listed failures in the order of the rows."""
        return [asdict(failure) for failure in sorted(self.failures, key=lambda item: item.row)]

    def counts(self) -> list[dict[str, Any]]:
        """The number of failures of each rule of each column, most first."""
        return [
            {"column": column, "rule": rule, "count": count}
            for (column, rule), count in self.counted.most_common()
        ]


def shown(value: Any, personal: bool) -> str:
    """Return a failing value for the report; values of people are not repeated there."""
    if personal or value is None:
        return ""
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"
