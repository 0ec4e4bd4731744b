"""Check rows against a dictionary with frictionless: its types, its constraints, its reading.

Rows arrive in batches and leave again, so memory does not grow with the table. What needs the
whole table at once, that no value comes twice, is asked of the database instead.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ckanext.egov.publishing.dictionary import kinds, table_schema
from ckanext.egov.publishing.dictionary.column import Column
from ckanext.egov.publishing.validation.claims import PER_CELL
from ckanext.egov.publishing.validation.report import Failure, Report, shown
from frictionless import Field

Reader = Callable[[Any], tuple[Any, dict[str, str] | None]]
Row = Sequence[Any]


@dataclass(frozen=True)
class ColumnCheck:
    """How the cells of one column are judged."""

    column: Column
    read: Reader
    codes: Collection[str] | None

    def failures(self, row: int, value: Any) -> Iterable[Failure]:
        """Return what is wrong with a cell, nearly always nothing."""
        _value, notes = self.read(_plain(value))
        for rule in notes or ():
            yield self._failure(row, rule, value, self._limit(rule))
        if self.codes is not None and value not in (None, "") and str(value) not in self.codes:
            yield self._failure(row, "code_list", value, self.column.code_list)

    def _failure(self, row: int, rule: str, value: Any, limit: str) -> Failure:
        told = shown(value, self.column.personal_data)
        return Failure(row, self.column.id, rule, told, limit)

    def _limit(self, rule: str) -> str:
        said = getattr(self.column, rule) if rule in PER_CELL else self.column.kind
        return (
            "" if isinstance(said, bool) else ", ".join([said] if isinstance(said, str) else said)
        )


def checks(columns: Iterable[Column], codes: Mapping[str, Collection[str]]) -> list[ColumnCheck]:
    """Prepare the columns; `codes` holds the codes of those that have a code list."""
    return [ColumnCheck(column, _reader(column), codes.get(column.code_list)) for column in columns]


def check_rows(prepared: Sequence[ColumnCheck], rows: Iterable[Row], report: Report) -> None:
    """Judge rows: the number of the row first, then a cell for each column."""
    for number, *cells in rows:
        report.rows += 1
        for check, cell in zip(prepared, cells, strict=True):
            for failure in check.failures(number, cell):
                report.add(failure)


def _reader(column: Column) -> Reader:
    (descriptor,) = table_schema.to_schema([column])["fields"]
    constraints = {key: _limit(column, key) for key in PER_CELL if getattr(column, key)}
    plain = {"name": column.id, "type": descriptor["type"], "constraints": constraints}
    return Field.from_descriptor(plain).create_cell_reader()


def _limit(column: Column, key: str) -> Any:
    limit = getattr(column, key)
    if key == "pattern":
        # frictionless puts ^ and $ around it, which would bind to the first and last choice.
        return f"(?:{limit})"
    if key == "enum":
        return [_plain(kinds.read(column.kind, value)) for value in limit]
    if key == "required":
        return True
    return _plain(kinds.read(column.kind, limit))


def _plain(value: Any) -> Any:
    """Moments with and without a time zone can't be compared: leave the zone out."""
    if isinstance(value, datetime) and value.tzinfo:
        return value.replace(tzinfo=None)
    return value
