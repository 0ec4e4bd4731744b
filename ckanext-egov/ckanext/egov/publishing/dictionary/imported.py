"""What came out of a dictionary file: columns, the line of each, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ckanext.egov.publishing.dictionary.column import Column
from ckanext.egov.publishing.dictionary.problem import Problem, _


class Unreadable(ValueError):
    """The file as a whole can't be read as a dictionary."""

    def __init__(self, problem: Problem):
        """Carry the problem for the message that the person sees."""
        super().__init__(problem.text())
        self.problem = problem


@dataclass
class Imported:
    """Columns in the order of the file, with the line where each begins.

    `given` tells which keys of a column the file speaks of, and of texts in which languages
    (`label_ru`): the others stay as they are.
    """

    columns: list[Column] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    given: dict[str, frozenset[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, column: Column, line: int, given: Iterable[str]) -> None:
        """Add a column, refusing a second one of the same name."""
        if column.id in self.lines:
            message = _("Line {line}: «{column}» is described a second time.")
            values = {"line": line, "column": column.id}
            self.problems.append(Problem(column.id, "name", message, values))
            return
        self.lines[column.id] = line
        self.given[column.id] = frozenset(given)
        self.columns.append(column)
