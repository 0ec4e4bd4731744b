"""The facts in the rows of a budget table: one amount with all that is known of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ckanext.budgets.package import amounts, dimensions, periods
from ckanext.budgets.package.column_types import (
    CURRENCY,
    DIRECTION,
    PERIOD,
    PHASES,
    PLACES,
    YEAR,
)
from ckanext.budgets.package.model import BudgetModel, Column, Members
from ckanext.budgets.package.problems import Problem

PHASE_NAMES = ("proposed", "approved", "adjusted", "executed")
DIRECTIONS = ("revenue", "expenditure")
_YEAR = re.compile(r"\s*((?:19|20)\d\d)(?:\.0)?\s*\Z")

Row = Mapping[str, str]
Found = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount in minor units and what it is an amount of; `row` is the row of the source."""

    row: int
    fiscal_year: int
    period: str
    phase: str
    direction: str
    amount: int
    currency: str
    dimensions: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def facts(
    model: BudgetModel,
    rows: Iterable[tuple[int, Row]],
    problem: Found | None = None,
    excluded: dict[str, int] | None = None,
) -> Iterator[Fact]:
    """Facts in the order of rows. Problems are given to `problem`; without it the first is raised.

    Rows of declared totals are no facts, nor are rows left out by declaration: `excluded` counts
    them by reason. Cells without an amount are no facts either.
    """
    readers = [_Reader(model, column) for column in model.amounts]
    for number, row in rows:
        reason = exclusion(model, row)
        if reason:
            if excluded is not None:
                excluded[reason] = excluded.get(reason, 0) + 1
            continue
        for reader in readers:
            if not (row.get(reader.column.name) or "").strip():
                continue
            try:
                yield reader.fact(number, row)
            except Problem as found:
                if problem is None:
                    raise
                problem(found)


def exclusion(model: BudgetModel, row: Row) -> str:
    """Why a row holds no facts: `totals` or `left_out`; "" when it does."""
    if _is_among(model.total_members, row):
        return "totals"
    return "left_out" if _is_among(model.left_out, row) else ""


def _is_among(members: Members, row: Row) -> bool:
    return any((row.get(name) or "").strip() in values for name, values in members.items())


class Told(NamedTuple):
    """Where a column type gets its value: a column, or a text that is the same in every row."""

    column: str
    text: str = ""


class _Reader:
    """Reads the facts of one column of amounts."""

    def __init__(self, model: BudgetModel, column: Column) -> None:
        self.model, self.column = model, column
        named = [it.column_type for it in model.columns]
        kinds = dict.fromkeys([*named, *column.normalize, *model.constants])
        self.told = {kind: self._told(kind) for kind in kinds}
        self.places = {kind: told for kind, told in self.told.items() if kind in PLACES}

    def _told(self, kind: str) -> Told:
        if kind in self.column.normalize:
            return Told(self.column.name, self.column.normalize[kind])
        name = self.model.named(kind)
        return Told(name) if name is not None else Told("", self.model.constants.get(kind, ""))

    def _known(self, kind: str, row: Row) -> tuple[str, str]:
        """The value of a column type in a row, and the column that tells it."""
        told = self.told.get(kind)
        if told is None:
            return "", ""
        return told.text or (row.get(told.column) or "").strip(), told.column

    def fact(self, number: int, row: Row) -> Fact:
        year = self._year(number, row)
        currency, where = self._known(CURRENCY, row)
        if currency and currency != self.model.currency:
            raise Problem(number, where, "two_currencies", currency, {"other": self.model.currency})
        return Fact(
            row=number,
            fiscal_year=year,
            period=self._period(number, row, year),
            phase=self._one_of(number, row, PHASES, PHASE_NAMES, "bad_phase"),
            direction=self._one_of(number, row, (DIRECTION,), DIRECTIONS, "bad_direction"),
            amount=self._amount(number, row),
            currency=self.model.currency,
            dimensions=dimensions.read(
                number, {kind: self._known(kind, row) for kind in self.places}
            ),
        )

    def _year(self, number: int, row: Row) -> int:
        text, where = self._known(YEAR, row)
        fits = _YEAR.match(text)
        if not fits:
            raise Problem(number, where, "bad_year", text)
        return int(fits[1])

    def _period(self, number: int, row: Row, year: int) -> str:
        if _is_among(self.model.whole_years, row):
            return str(year)
        text, where = self._known(PERIOD, row)
        try:
            return periods.name(text, year, self.model.period, self.model.year_starts)
        except periods.BadPeriod as error:
            raise Problem(number, where, str(error), text, {"year": str(year)}) from error

    def _one_of(
        self, number: int, row: Row, kinds: Iterable[str], allowed: tuple[str, ...], code: str
    ) -> str:
        found = [self._known(kind, row) for kind in kinds]
        value, where = next(((value, name) for value, name in found if value), found[0])
        if allowed is PHASE_NAMES:
            value = self.model.phases.get(value, value)
        if value.casefold() not in allowed:
            raise Problem(number, where, code, value, {"choices": ", ".join(allowed)})
        return value.casefold()

    def _amount(self, number: int, row: Row) -> int:
        text = row[self.column.name]
        try:
            read = amounts.read(text, self.model.decimal_mark)
            return amounts.minor(read, self.model.unit, self.model.exponent)
        except amounts.BadAmount as error:
            raise Problem(number, self.column.name, str(error), text) from error
