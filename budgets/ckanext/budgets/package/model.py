"""What the columns of one budget table mean together. Pure.

Read from the metadata of a resource and its data dictionary. A column of amounts may carry the
rule `normalize` of Fiscal Data Package: what its heading says of every amount in it, such as the
phase or the year, so that phases or years across become rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ckanext.budgets.package.amounts import exponent_of
from ckanext.budgets.package.column_types import AMOUNT, COLUMN_TYPES, PLACES
from ckanext.budgets.package.periods import LENGTHS

Members = Mapping[str, frozenset[str]]
"""Values by the column that they stand in."""

UNITS = (1, 1000, 1_000_000, 1_000_000_000)


class BadModel(ValueError):
    """Metadata that make no budget: a code and what it is about."""

    def __init__(self, code: str, subject: str = "") -> None:
        super().__init__(code, subject)
        self.code, self.subject = code, subject


@dataclass(frozen=True)
class Column:
    """A column, what it holds, and what its heading says of each amount in it."""

    name: str
    column_type: str
    normalize: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BudgetModel:
    """A budget table.

    phases         phases by what the source calls them, where it has words of its own
    constants      column types whose value is the same in every row
    total_members  values, by column, of rows that are sums of other rows and no facts
    left_out       values, by column, of rows that the publisher leaves out, such as forecasts
    whole_years    values, by column, of rows whose amounts are of the whole year
    cumulative     amounts of a period hold those of the periods before it in the year
    period         length of the periods that dates end; "" where the dates themselves tell
    year_starts    month in which the fiscal year begins
    hierarchy      levels of dimensions from the highest down
    """

    columns: tuple[Column, ...]
    currency: str
    unit: int = 1
    decimal_mark: str = ""
    phases: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    total_members: Members = field(default_factory=dict)
    left_out: Members = field(default_factory=dict)
    whole_years: Members = field(default_factory=dict)
    period: str = ""
    year_starts: int = 1
    cumulative: bool = False
    hierarchy: tuple[str, ...] = ()

    @property
    def exponent(self) -> int:
        """Digits of the minor unit."""
        return exponent_of(self.currency)

    def named(self, column_type: str) -> str | None:
        """The column of a type, if there is one."""
        return next((it.name for it in self.columns if it.column_type == column_type), None)

    @property
    def amounts(self) -> tuple[Column, ...]:
        """The columns of amounts."""
        return tuple(it for it in self.columns if it.column_type == AMOUNT)


def model_of(resource: Mapping[str, Any], dictionary: list[dict[str, Any]]) -> BudgetModel:
    """The model; `resource` has the fields `budget_*`, a column's `info` has `columnType`."""
    columns = tuple(_columns(dictionary))
    if not any(column.column_type == AMOUNT for column in columns):
        raise BadModel("no_amounts")
    currency = str(resource.get("budget_currency") or "")
    if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        raise BadModel("no_currency")
    return BudgetModel(
        columns=columns,
        currency=currency,
        unit=_unit(resource.get("budget_unit")),
        decimal_mark=_mark(resource.get("budget_decimal_mark")),
        phases={k: str(v) for k, v in _object(resource, "budget_phases").items()},
        constants={k: str(v) for k, v in _object(resource, "budget_constants").items()},
        total_members=_members(resource, "budget_total_members"),
        left_out=_members(resource, "budget_left_out"),
        whole_years=_members(resource, "budget_whole_years"),
        period=_period(resource.get("budget_period")),
        year_starts=_month(resource.get("budget_year_starts")),
        cumulative=str(resource.get("budget_cumulative") or "").lower() == "true",
        hierarchy=tuple(sorted({PLACES[it.column_type].level for it in columns
                                if it.column_type in PLACES})),
    )  # fmt: skip


def _columns(dictionary: list[dict[str, Any]]) -> list[Column]:
    found = []
    for entry in dictionary:
        info = entry.get("info") or {}
        kind = info.get("columnType")
        if not kind:
            continue
        if kind not in COLUMN_TYPES:
            raise BadModel("unknown_column_type", str(kind))
        rule = _object(info, "normalize")
        found.append(Column(entry["id"], kind, {key: str(value) for key, value in rule.items()}))
    kinds = [it.column_type for it in found if it.column_type != AMOUNT]
    for kind in kinds:
        if kinds.count(kind) > 1:
            raise BadModel("column_type_twice", kind)
    return found


def _members(resource: Mapping[str, Any], name: str) -> Members:
    found = _object(resource, name)
    if not all(isinstance(values, list) for values in found.values()):
        raise BadModel("not_lists", name)
    return {column: frozenset(map(str, values)) for column, values in found.items()}


def _object(held: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = held.get(name) or {}
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError as error:
            raise BadModel("not_json", name) from error
    if not isinstance(value, dict):
        raise BadModel("not_an_object", name)
    return value


def _unit(value: Any) -> int:
    if str(value or "") not in {str(unit) for unit in UNITS}:
        raise BadModel("no_unit")
    return int(value)


def _mark(value: Any) -> str:
    if value not in (None, "", ".", ","):
        raise BadModel("bad_decimal_mark", str(value))
    return value or ""


def _period(value: Any) -> str:
    if value not in (None, "", *LENGTHS):
        raise BadModel("bad_period", str(value))
    return value or ""


def _month(value: Any) -> int:
    text = str(value or 1)
    if text not in {str(month) for month in range(1, 13)}:
        raise BadModel("bad_month", text)
    return int(text)
