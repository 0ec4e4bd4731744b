"""The indicators of public money: EP14, EP17, EP25 and LP03."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckan.types import Context
from ckanext.budgets.cube.files import cube_of
from ckanext.budgets.pages import config, listing, sectors
from ckanext.egov.indicators.interfaces import Cell, Computed, Value

LOCAL = ("region_government", "district_government")


def functions() -> dict[str, Computed]:
    """Each indicator with the function that computes it."""
    return {"EP14": spending, "EP17": by_sector, "EP25": by_area, "LP03": local}


def spending(now: datetime) -> Value:
    """Rows of the state's spending and its latest period."""
    name = config.national_dataset()
    dataset = next((it for it in listing.datasets(_everybody()) if it["name"] == name), None)
    if dataset is None:
        return Value(0, None, "/budget")
    shape = cube_of(_everybody(), dataset["id"]).shape
    slices = [item for item in shape.slices if item.direction == "expenditure"]
    newest = max((item.fiscal_year for item in slices), default=None)
    rows = sum(item.rows for item in slices)
    return Value(rows, _end_of(newest, now), f"/budget/{name}")


def by_sector(now: datetime) -> Value:
    """Sectors with spending of this or the last fiscal year."""
    return _sectors(now, now.year - 1)


def by_area(now: datetime) -> Value:
    """Areas shown on the page of the budget, and the latest period of each."""
    return _sectors(now, 0)


def _sectors(now: datetime, since: int) -> Value:
    cells = {}
    for term in sectors.six():
        years = [told.newest for told in sectors.of_all(_everybody(), term.code)]
        newest = max(years, default=0)
        is_told = bool(newest) and newest >= since
        cells[term.code] = Cell(
            int(is_told), _end_of(newest or None, now), f"/budget/sector/{term.code}"
        )
    dates = [cell.newest for cell in cells.values() if cell.newest]
    number = sum(cell.number for cell in cells.values())
    return Value(number, max(dates, default=None), "/budget", matrix=cells)


def local(now: datetime) -> Value:
    """Hokimiyats whose budget of this or the last fiscal year is published."""
    bodies = _hokimiyats()
    years: dict[str, int] = {}
    for budget in listing.budgets(_everybody()):
        if budget["body"] in bodies and budget["years"]:
            years[budget["body"]] = max(years.get(budget["body"], 0), *budget["years"])
    current = [year for year in years.values() if year >= now.year - 1]
    return Value(len(current), _end_of(max(years.values(), default=None), now), "/budget")


def _hokimiyats() -> set[str]:
    rows = model.Session.execute(
        sa.text(
            "SELECT name FROM \"group\" WHERE state = 'active'"
            " AND extras ->> 'body_type' = ANY(:kinds)"
        ),
        {"kinds": list(LOCAL)},
    )
    return {row.name for row in rows}


def _end_of(year: int | None, now: datetime) -> datetime | None:
    """When a fiscal year was over; now where it is not."""
    return None if year is None else min(now, datetime(year, 12, 31, tzinfo=UTC))


def _everybody() -> Context:
    context: Any = {"user": "", "ignore_auth": False}
    return tk.fresh_context(context)
