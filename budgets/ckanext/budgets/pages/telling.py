"""Views and sectors as data for programs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ckanext.budgets.pages import cofog
from ckanext.budgets.pages.composing import View
from ckanext.budgets.pages.sectors import Told
from ckanext.budgets.pages.table import Cell, percent
from ckanext.egov.vocabularies import Term


def of_view(view: View) -> dict[str, Any]:
    """The finding and the table, with numbers that no program rounds."""
    choice, table = view.scene.choice, view.panel.table
    return {
        "budget": view.scene.source.dataset["name"],
        "chosen": {
            "view": choice.view,
            "year": choice.year,
            "phase": choice.phase,
            "direction": choice.direction,
            "by": choice.by,
            "path": list(choice.path),
            "region": choice.region,
            "currency": choice.currency,
            "period": choice.period,
        },
        "finding": view.panel.finding,
        "refused": view.refused,
        "columns": [column.title for column in table.columns],
        "rows": [_plain(row) for row in table.rows],
        "total": _plain(table.foot),
        "notes": list(view.panel.notes),
        "pages": dict(view.panel.pages),
        "url": view.scene.address(page=choice.page),
    }


def _plain(row: Sequence[Cell]) -> list[str]:
    return [(cell.value or cell.text).strip() for cell in row]


def of_sector(sector: Term, told: Sequence[Told]) -> dict[str, Any]:
    """A sector with the budgets that tell it."""
    counted = cofog.sector_codes()[sector.code]
    return {
        "sector": sector.code,
        "title": dict(sector.title),
        "codes": list(counted.codes),
        "without": list(counted.without),
        "budgets": [_of_budget(item) for item in told],
    }


def _of_budget(told: Told) -> dict[str, Any]:
    dataset = told.dataset
    share = percent(told.amount, told.whole.get((told.newest, told.phase), Decimal(0)))
    return {
        "name": dataset["name"],
        "title": dataset.get("title_translated") or dataset.get("title"),
        "currency": told.currency,
        "newest": told.newest,
        "phase": told.phase,
        "amount": str(told.amount),
        "share": None if share is None else str(round(share, 2)),
        "missing": list(told.missing),
        "query": told.query,
        "years": [
            {"year": year, "phase": phase, "amount": str(amount)}
            for (year, phase), amount in sorted(told.amounts.items())
        ],
    }
