"""Lines over the years: as paid, in money of one year, and per head where the portal knows how."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.cube.shape import PHASES
from ckanext.budgets.pages import money, naming
from ckanext.budgets.pages.panels.scene import Panel, Picture, Scene
from ckanext.budgets.pages.table import Cell, Column, Table
from ckanext.egov.publishing.preview.svg_chart import Chart, Series, draw_chart

Years = dict[int, dict[str, Decimal]]
DERIVED = ("real", "per_head")


def lines(scene: Scene) -> Panel:
    """A chart of amounts as paid, and one for each derived measure that is known."""
    found, base_year = _years(scene)
    years = sorted(found)
    phases = [name for name in PHASES if any(name in row for row in found.values())]
    title = _finding(scene, found, years)
    pictures = [Picture(_chart(scene, title, found, years, phases, "nominal"))]
    known = [
        name
        for name in DERIVED
        if any(f"{scene.choice.phase} {name}" in row for row in found.values())
    ]
    for name in known:
        columns = [f"{scene.choice.phase} {name}"]
        pictures.append(
            Picture(_chart(scene, _title(name, base_year), found, years, columns, name))
        )
    notes = (
        [] if known else [tk._("Amounts are as paid in each year; prices change over the years.")]
    )
    return Panel(title, _table(scene, found, years, phases, known, base_year), pictures, notes)


def _years(scene: Scene) -> tuple[Years, int | None]:
    """Amounts of each year by phase; real and per head beside them, for the chosen phase."""
    cut = scene.cuts(fiscal_year=None, phase=None)
    found: Years = {}
    for cell in scene.source.sums("fiscal_year|phase", cut).cells:
        found.setdefault(cell["fiscal_year"], {})[cell["phase"]] = cell["amount"]
    base_year = None
    for name in DERIVED:
        try:
            sums = scene.source.sums(
                "fiscal_year", scene.cuts(fiscal_year=None), measures=f"amount|{name}"
            )
        except tk.ValidationError:
            continue  # the portal has no table for it
        base_year = sums.base_year or base_year
        for cell in sums.cells:
            if cell.get(name) is not None:
                found[cell["fiscal_year"]][f"{scene.choice.phase} {name}"] = cell[name]
    return found, base_year


def _finding(scene: Scene, found: Years, years: list[int]) -> str:
    phase = scene.choice.phase
    known = [year for year in years if phase in found[year]]
    if len(known) < 2 or not found[known[0]][phase]:
        return tk._("There are too few years to compare")
    first, last = found[known[0]][phase], found[known[-1]][phase]
    change = (last - first) * 100 / first
    return tk._("{first} in {start}, {last} in {end}: {change}").format(
        first=scene.short(first),
        start=known[0],
        last=scene.short(last),
        end=known[-1],
        change=money.signed(money.percent(change, scene.language), change),
    )


def _title(name: str, base_year: int | None) -> str:
    if name == "real":
        return tk._("In money of {year}").format(year=base_year)
    return tk._("Per head")


def _chart(
    scene: Scene, title: str, found: Years, years: list[int], columns: list[str], name: str
) -> str:
    series = [
        Series(
            naming.phase(column.partition(" ")[0], scene.choice.direction),
            [_float(found[year].get(column)) for year in years],
        )
        for column in columns
    ]
    chart = Chart(
        "line",
        title,
        tk._("The same numbers are in the table below the picture."),
        [str(year) for year in years],
        series,
        lambda value: money.number(Decimal(str(value)), scene.language),
        f"lines-{name}",
    )
    return draw_chart(chart)


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _table(
    scene: Scene,
    found: Years,
    years: list[int],
    phases: list[str],
    known: list[str],
    base_year: int | None,
) -> Table:
    names = [*phases, *(f"{scene.choice.phase} {name}" for name in known)]
    titles = [naming.phase(name, scene.choice.direction) for name in phases]
    titles += [_title(name, base_year) for name in known]
    columns = [Column(tk._("Year"), False)]
    columns += [Column(f"{title}, {scene.choice.currency}") for title in titles]
    rows: list[list[Any]] = [
        [
            Cell(str(year), str(year), scene.address(view="treemap", year=year)),
            *(scene.full(found[year].get(name)) for name in names),
        ]
        for year in years
    ]
    return Table(columns, rows)
