"""The facts in the rows of a budget table: one amount with all that is known of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ckanext.budgets.package import amounts
from ckanext.budgets.package.column_types import CURRENCY, DIRECTION, PERIOD, PHASES, PLACES, YEAR
from ckanext.budgets.package.model import BudgetModel, Column

PHASE_NAMES = ("proposed", "approved", "adjusted", "executed")
DIRECTIONS = ("revenue", "expenditure")
_YEAR = re.compile(r"\s*((?:19|20)\d\d)(?:\.0)?\s*\Z")


@dataclass
class Problem(ValueError):
    """What is wrong, and where."""

    row: int
    column: str
    code: str
    message: str


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
    rows: Iterable[tuple[int, Mapping[str, str]]],
    problem: Callable[[Problem], None] | None = None,
) -> Iterator[Fact]:
    """Facts in the order of rows. Problems are given to `problem`; without it the first is raised.

    Rows of declared totals are no facts; nor are cells without an amount.
    """
    for number, row in rows:
        if is_total(model, row):
            continue
        for column in model.amounts:
            if not (row.get(column.name) or "").strip():
                continue
            try:
                yield _fact(model, column, number, row)
            except Problem as found:
                if problem is None:
                    raise
                problem(found)


def is_total(model: BudgetModel, row: Mapping[str, str]) -> bool:
    """Whether a row is declared to be the sum of others."""
    return any((row.get(name) or "") in members for name, members in model.total_members.items())


def _fact(model: BudgetModel, column: Column, number: int, row: Mapping[str, str]) -> Fact:
    def known(kind: str) -> tuple[str, str]:
        name = model.named(kind)
        if kind in column.normalize:
            return column.normalize[kind], column.name
        if name is not None:
            return (row.get(name) or "").strip(), name
        return model.constants.get(kind, ""), ""

    def one_of(kinds: Iterable[str], allowed: tuple[str, ...], code: str) -> str:
        found = [known(kind) for kind in kinds]
        value, where = next(((value, name) for value, name in found if value), found[0])
        value = model.phases.get(value, value) if allowed is PHASE_NAMES else value
        if value.casefold() not in allowed:
            raise Problem(number, where, code, f"“{value}” is not one of {', '.join(allowed)}.")
        return value.casefold()

    year, where = known(YEAR)
    fits = _YEAR.match(year)
    if not fits:
        raise Problem(number, where, "bad_year", f"“{year}” is not a fiscal year.")
    currency, where = known(CURRENCY)
    if currency and currency != model.currency:
        raise Problem(number, where, "two_currencies", f"{currency} beside {model.currency}.")
    return Fact(
        row=number,
        fiscal_year=int(fits[1]),
        period=known(PERIOD)[0] or fits[1],
        phase=one_of(PHASES, PHASE_NAMES, "bad_phase"),
        direction=one_of((DIRECTION,), DIRECTIONS, "bad_direction"),
        amount=_amount(model, column, number, row),
        currency=model.currency,
        dimensions=_dimensions(_kinds(model, column), known),
    )


def _amount(model: BudgetModel, column: Column, number: int, row: Mapping[str, str]) -> int:
    text = row[column.name]
    try:
        read = amounts.read(text, model.decimal_mark)
        return amounts.minor(read, model.unit, model.exponent)
    except amounts.BadAmount as error:
        code = str(error)
        raise Problem(number, column.name, code, f"“{text}” is not a clear amount.") from error


def _kinds(model: BudgetModel, column: Column) -> list[str]:
    """The column types of dimensions that this amount can have, each once."""
    named = [it.column_type for it in model.columns]
    return [kind for kind in {*named, *column.normalize, *model.constants} if kind in PLACES]


def _dimensions(
    kinds: Iterable[str], known: Callable[[str], tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """Code and label of each level; a level with a label alone is known by it."""
    parts: dict[str, dict[str, str]] = {}
    for kind in kinds:
        place = PLACES[kind]
        value, _ = known(kind)
        if value:
            parts.setdefault(place.level, {})[place.part] = value
    return {
        level: (held.get("code") or held["label"], held.get("label") or held["code"])
        for level, held in parts.items()
    }
