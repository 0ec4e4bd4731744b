"""Looks at facts as they pass for what would count money twice or tell it with holes. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ckanext.budgets.package import letters
from ckanext.budgets.package.column_types import PLACES
from ckanext.budgets.package.dimensions import FUNCTIONS
from ckanext.budgets.package.facts import Fact
from ckanext.budgets.package.model import BudgetModel
from ckanext.budgets.package.problems import Problem

TOTAL = re.compile(
    r"(?:grand |sub)?totals?\b|jami\b|hammasi\b|жами\b|ҳаммаси\b|итого\b|всего\b|подытог\b"
)
"""How a row of a sum begins, in the languages of those who publish."""

SEPARATORS = ".-/ "


class Moment(NamedTuple):
    """What amounts must share to be compared."""

    fiscal_year: int
    period: str
    phase: str
    direction: str


Amounts = dict[str, int]


class Watch:
    """Remembers amounts by member and moment, never the facts themselves."""

    def __init__(self, model: BudgetModel) -> None:
        self.model = model
        self.columns = _columns(model)
        self.amounts: dict[str, dict[Moment, Amounts]] = defaultdict(lambda: defaultdict(Amounts))
        self.rows: dict[tuple[str, str], int] = {}
        self.labels: dict[tuple[str, str], str] = {}
        self.moments: dict[Moment, int] = {}
        self.negative: tuple[int, int] = (0, 0)

    def see(self, fact: Fact) -> None:
        """Look at one fact."""
        moment = Moment(fact.fiscal_year, fact.period, fact.phase, fact.direction)
        self.moments.setdefault(moment, fact.row)
        if fact.amount < 0:
            self.negative = (self.negative[0] or fact.row, self.negative[1] + 1)
        for level, (code, label) in _leaves(fact.dimensions):
            sums = self.amounts[level][moment]
            sums[code] = sums.get(code, 0) + fact.amount
            self.rows.setdefault((level, code), fact.row)
            self.labels.setdefault((level, code), label)

    def problems(self) -> Iterator[Problem]:
        """Everything that was found, in the order of importance."""
        yield from self._named_totals()
        for level in self.amounts:
            yield from self._sums_of_others(level)
            yield from self._parts(level)
            yield from self._look_alikes(level)
        yield from self._gaps()
        if self.negative[1]:
            given = {"count": str(self.negative[1])}
            yield Problem(self.negative[0], "", "negative", "", given, note=True)

    def _problem(self, level: str, member: str, kind: str, **given: str) -> Problem:
        column = self.columns.get(level, "")
        row, label = self.rows[level, member], self.labels[level, member]
        return Problem(row, column, kind, label, given)

    def _named_totals(self) -> Iterator[Problem]:
        for (level, code), label in self.labels.items():
            if TOTAL.match(label.strip().casefold()) or TOTAL.match(code.strip().casefold()):
                yield self._problem(level, code, "named_total", code=code)

    def _sums_of_others(self, level: str) -> Iterator[Problem]:
        """A member that is the sum of all others wherever it stands."""
        moments = [sums for sums in self.amounts[level].values() if len(sums) > 2]
        for code in {code for sums in moments for code in sums}:
            standing = [sums for sums in moments if sums.get(code)]
            if standing and all(2 * sums[code] == sum(sums.values()) for sums in standing):
                yield self._problem(level, code, "sum_of_others", code=code)

    def _parts(self, level: str) -> Iterator[Problem]:
        """A member whose parts stand beside it in the same column."""
        families = _families({code for sums in self.amounts[level].values() for code in sums})
        for code, parts in families.items():
            differing: list[Problem] = []
            equal = 0
            for moment, sums in self.amounts[level].items():
                told = [sums[part] for part in parts if part in sums]
                if not told or not sums.get(code):
                    continue
                if sum(told) == sums[code]:
                    equal += 1
                else:
                    differing.append(self._differ(level, code, moment, sum(told), sums[code]))
            if equal:
                # What is never the sum of its parts is another member beside them.
                usual = self._problem(level, code, "sum_of_parts", code=code)
                yield differing[0] if differing else usual

    def _differ(self, level: str, code: str, moment: Moment, parts: int, whole: int) -> Problem:
        scale = 10**self.model.exponent
        return self._problem(
            level, code, "parts_differ", code=code, when=f"{moment.period}, {moment.phase}",
            parts=f"{parts / scale:,.{self.model.exponent}f}",
            whole=f"{whole / scale:,.{self.model.exponent}f}",
        )  # fmt: skip

    def _look_alikes(self, level: str) -> Iterator[Problem]:
        seen: dict[str, str] = {}
        for code in {code for sums in self.amounts[level].values() for code in sums}:
            other = seen.setdefault(letters.looks(code), code)
            if other != code and other.casefold() != code.casefold():
                first, second = sorted((other, code), key=lambda one: self.rows[level, one])
                yield self._problem(
                    level, second, "look_alike", code=second,
                    other_row=str(self.rows[level, first]),
                )  # fmt: skip

    def _gaps(self) -> Iterator[Problem]:
        years: dict[tuple[str, str], set[int]] = defaultdict(set)
        parts: dict[tuple[str, str, int], set[str]] = defaultdict(set)
        for moment in self.moments:
            years[moment.phase, moment.direction].add(moment.fiscal_year)
            if "-" in moment.period:
                parts[moment.phase, moment.direction, moment.fiscal_year].add(moment.period)
        for (phase, _direction), found in sorted(years.items()):
            for missing in sorted(set(range(min(found), max(found))) - found):
                given = {"phase": phase, "missing": str(missing)}
                yield Problem(0, "", "phase_missing", "", given, note=True)
        for (phase, _direction, _year), periods in sorted(parts.items()):
            for missing in _missing_before_last(periods):
                yield Problem(0, "", "gap", "", {"phase": phase, "missing": missing}, note=True)


def _leaves(dimensions: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Members by the level that they were told at; of functions, the deepest one."""
    deepest = max((level for level in dimensions if level.startswith(f"{FUNCTIONS}:")), default="")
    for level, member in dimensions.items():
        if not level.startswith(f"{FUNCTIONS}:"):
            yield level, member
    if deepest:
        yield FUNCTIONS, dimensions[deepest]


def _columns(model: BudgetModel) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in model.columns:
        if column.column_type in PLACES:
            level = PLACES[column.column_type].level
            found.setdefault(FUNCTIONS if level.startswith(f"{FUNCTIONS}:") else level, column.name)
    return found


def _families(codes: set[str]) -> dict[str, list[str]]:
    """Codes with the lowest codes that begin with them: 07 with 07.1.1 and 07.2."""
    below: dict[str, list[str]] = {}
    for code in codes:
        starts = [code[:place] for place, sign in enumerate(code) if sign in SEPARATORS and place]
        for start in starts:
            if start in codes:
                below.setdefault(start, []).append(code)
    return {code: [part for part in parts if part not in below] for code, parts in below.items()}


def _missing_before_last(periods: set[str]) -> list[str]:
    """Periods of a year that are not told although a later one of the same length is."""
    lengths: dict[str, list[int]] = defaultdict(list)
    for period in periods:
        year, part = period.split("-")
        kind = part[0] if part[0].isalpha() else ""
        lengths[f"{year}-{kind}"].append(int(part.removeprefix(kind)))
    return [
        f"{start}{number}" if start[-1].isalpha() else f"{start}{number:02d}"
        for start, numbers in sorted(lengths.items())
        for number in range(1, max(numbers))
        if number not in numbers
    ]
