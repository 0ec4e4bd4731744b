"""Asks the rooms for the values of the indicators and keeps them by day."""

from __future__ import annotations

import logging
from datetime import datetime

import ckan.model as model
import ckan.plugins as p
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from . import catalogue, config
from .interfaces import Cell, Computed, IIndicators, Value
from .model import DayValue

log = logging.getLogger(__name__)


class Failed(Exception):
    """A room could not compute its indicator."""


def functions() -> dict[str, Computed]:
    """The functions of all rooms that are switched on, of indicators that exist."""
    found: dict[str, Computed] = {}
    for room in p.PluginImplementations(IIndicators):
        found.update(room.get_indicators())
    return {code: found[code] for code in catalogue.indicators() if code in found}


def now() -> datetime:
    """The clock of the database."""
    return model.Session.scalars(sa.select(sa.func.clock_timestamp())).one()


def compute(code: str, at: datetime) -> Value | None:
    """The value of one indicator now; None when no room computes it. One broken room is no harm
    to the others: its error is logged and raised as Failed, its transaction undone."""
    function = functions().get(code)
    if function is None:
        return None
    try:
        with model.Session.begin_nested():
            return _whole(code, function(at))
    except Exception as error:
        log.exception("Indicator %s could not be computed", code)
        raise Failed(code) from error


def _whole(code: str, value: Value) -> Value:
    """The value with a cell for each of the six terms where the indicator asks for them."""
    needs = catalogue.indicators()[code].needs
    if needs is None:
        return value
    given = value.matrix or {}
    matrix = {term: given.get(term, Cell(0)) for term in catalogue.terms(needs)}
    return Value(value.number, value.newest, value.url, value.unit, matrix, value.parts)


def compute_all() -> None:
    """Compute every indicator and keep the values as those of today."""
    at = now()
    for code in functions():
        try:
            value = compute(code, at)
        except Failed:
            continue
        if value is not None:
            _keep(code, value, at)
    model.Session.commit()


def _keep(code: str, value: Value, at: datetime) -> None:
    row = {
        "number": value.number,
        "unit": value.unit,
        "newest": value.newest,
        "url": value.url,
        "matrix": matrix_as_data(value),
        "parts": dict(value.parts),
        "computed_at": at,
    }
    day = at.astimezone(config.time_zone()).date()
    statement = insert(DayValue).values(code=code, day=day, **row)
    model.Session.execute(statement.on_conflict_do_update(index_elements=["code", "day"], set_=row))


def matrix_as_data(value: Value) -> dict[str, dict[str, object]] | None:
    """The matrix as JSON has it."""
    if value.matrix is None:
        return None
    return {
        code: {
            "number": cell.number,
            "newest": cell.newest.isoformat() if cell.newest else None,
            "url": cell.url,
        }
        for code, cell in value.matrix.items()
    }
