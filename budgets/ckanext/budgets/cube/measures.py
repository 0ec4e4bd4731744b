"""Amounts per head and in money of one year, exactly, from tables an operator supplies. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from ckanext.budgets.cube.question import BadQuestion, Question
from ckanext.budgets.cube.shape import Shape, dimension_of

YEAR_COLUMNS = ("fiscal_year", "year")
REGION_COLUMNS = ("region_code", "region", "geo")
REGION_DIMENSION = "geo"


def major(amount: int | Fraction, exponent: int) -> Decimal:
    """An amount of minor units in units of the currency."""
    exact = Fraction(amount) / 10**exponent
    step = Decimal(1).scaleb(-exponent)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_EVEN)


@dataclass(frozen=True)
class Population:
    """How many people there are, by year and region; None where the table does not tell apart."""

    numbers: Mapping[tuple[int | None, str | None], Fraction]

    def of(self, year: int, region: str | None) -> Fraction | None:
        """People of a year: of the region, or of the country; None when the table has no such."""
        for one in (year, None):
            if (one, region) in self.numbers:
                return self.numbers[(one, region)]
            if region is None:
                parts = [number for (when, _), number in self.numbers.items() if when == one]
                if parts:
                    return sum(parts, Fraction(0))
        return None


@dataclass(frozen=True)
class Deflator:
    """An index of prices by year; real amounts are in money of the base year."""

    index: Mapping[int, Fraction]
    base_year: int

    def real(self, amount: int, year: int) -> Fraction | None:
        """The amount in money of the base year; None for a year without an index."""
        if year not in self.index:
            return None
        return amount * self.index[self.base_year] / self.index[year]


def read_population(rows: Iterable[Mapping[str, Any]]) -> Population:
    """Rows of a table with `population` and, as it may be, a year and a region."""
    found: dict[tuple[int | None, str | None], Fraction] = {}
    for row in rows:
        key = (_whole(_first(row, YEAR_COLUMNS)), _name(_first(row, REGION_COLUMNS)))
        found[key] = _positive(row.get("population"), "population")
    if not found:
        raise BadQuestion("no_such_column", "population")
    return Population(found)


def read_deflator(rows: Iterable[Mapping[str, Any]], base_year: int | None) -> Deflator:
    """Rows of a table with a year and `index`; the last year is the base if none is given."""
    found: dict[int, Fraction] = {}
    for row in rows:
        year = _whole(_first(row, YEAR_COLUMNS))
        if year is None:
            raise BadQuestion("no_such_column", "year")
        found[year] = _positive(row.get("index"), "index")
    if not found:
        raise BadQuestion("no_such_column", "index")
    base = max(found) if base_year is None else base_year
    if base not in found:
        raise BadQuestion("no_base_year", str(base), sorted(found))
    return Deflator(found, base)


def year_of_cells(question: Question) -> int | None:
    """The only year of all cells, None where each cell names its own; refuses sums over years."""
    if "fiscal_year" in question.drilldowns:
        return None
    cut = question.cut_of("fiscal_year")
    if cut is None or len(cut.values) != 1:
        raise BadQuestion("needs_one_year")
    return int(cut.values[0])


def region_of(cell: Mapping[str, Any], question: Question, shape: Shape) -> str | None:
    """The name of the region that a cell is of, or None when it is of the whole country."""
    levels = [axis for axis in question.drilldowns if dimension_of(axis) == REGION_DIMENSION]
    if levels:
        return _name(shape.label(levels[-1], cell[levels[-1]]))
    for cut in question.cuts:
        if dimension_of(cut.axis) == REGION_DIMENSION:
            if len(cut.values) != 1:
                raise BadQuestion("needs_one_region")
            return _name(shape.label(cut.axis, cut.values[0]))
    return None


def _first(row: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _whole(value: Any) -> int | None:
    return None if value is None else int(str(value)[:4])


def _name(value: Any) -> str | None:
    return None if value is None else str(value).strip().casefold()


def _positive(value: Any, column: str) -> Fraction:
    try:
        number = Fraction(str(value).strip())
    except (ValueError, ZeroDivisionError):
        raise BadQuestion("no_such_column", column) from None
    if number <= 0:
        raise BadQuestion("no_such_column", column)
    return number
