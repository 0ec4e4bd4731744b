"""Money by region: a map where the portal knows the shapes, bars elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.pages import naming
from ckanext.budgets.pages.panels.scene import NARROW, WIDE, WIDTHS, Panel, Picture, Scene, minor
from ckanext.budgets.pages.pictures import difference
from ckanext.budgets.pages.pictures.canvas import Part
from ckanext.budgets.pages.table import Cell, Column, Table
from ckanext.egov.places.region_map import RegionMap, Spot, picture, region_map

MOST = 16
Cells = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Shade:
    """A class of the legend in words."""

    step: int
    label: str


@dataclass(frozen=True)
class Place:
    """A region on the map: what is heard of it, and where it leads."""

    spot: Spot
    words: str
    url: str


@dataclass(frozen=True)
class MoneyMap:
    """The map of the regions, shaded by money."""

    drawn: RegionMap
    places: Sequence[Place]
    legend: Sequence[Shade]
    title: str


def regions(scene: Scene) -> Panel:
    """The chosen money by region, per head beside it where the portal knows how many people."""
    level = scene.shape.dimensions["geo"][0]
    sums = scene.source.sums(level, scene.cuts(), order="amount:desc")
    people = _per_head(scene, level)
    known = [cell for cell in sums.cells if cell[level] is not None]
    whole = sums.total or Decimal(0)
    title = _finding(scene, known, level, whole)
    parts = _parts(scene, known, level, whole)
    drawn = _map(scene, known, level, title)
    pictures = [] if drawn else _bars(scene, parts, title)
    table = _table(scene, sums.cells, level, whole, people)
    return Panel(title, table, pictures, map=drawn)


def _per_head(scene: Scene, level: str) -> dict[Any, Decimal]:
    try:
        sums = scene.source.sums(level, scene.cuts(), measures="amount|per_head")
    except tk.ValidationError:
        return {}  # the portal has no table of population
    return {cell[level]: cell["per_head"] for cell in sums.cells if cell["per_head"] is not None}


def _finding(scene: Scene, cells: Cells, level: str, whole: Decimal) -> str:
    if not cells:
        return tk._("There are no amounts to show here")
    first = cells[0]
    return tk._("Most goes to “{region}”: {amount}").format(
        region=scene.label(level, first[level]), amount=scene.words(first["amount"], whole)
    )


def _parts(scene: Scene, cells: Cells, level: str, whole: Decimal) -> list[Part]:
    return [
        Part(
            cell[level],
            scene.label(level, cell[level]),
            minor(cell["amount"]),
            scene.words(cell["amount"], whole),
            _address(scene, cell[level]),
        )
        for cell in cells
    ]


def _address(scene: Scene, key: str) -> str:
    """The same money of this region alone."""
    others = [name for name in scene.shape.dimensions if name != "geo"]
    by = scene.choice.by if scene.choice.by != "geo" else next(iter(others), "geo")
    if by == "geo":
        return scene.address(view="rows", by="geo", path=(key,))
    return scene.address(view="treemap", by=by, path=(), region=key)


def _bars(scene: Scene, parts: Sequence[Part], title: str) -> list[Picture]:
    drawn = [part for part in parts if part.amount][:MOST]
    return [
        Picture(difference.draw(drawn, scene.said(title, f"regions-{room}"), WIDTHS[room]), room)
        for room in (WIDE, NARROW)
        if drawn
    ]


def _map(scene: Scene, cells: Cells, level: str, title: str) -> MoneyMap | None:
    """The map, if every region of the budget has a shape here."""
    amounts = {str(cell[level]): cell["amount"] for cell in cells}
    if not amounts or not set(amounts) <= set(picture().regions):
        return None
    terms = [
        {"code": code, "label": scene.label(level, code), "count": max(0, int(amount))}
        for code, amount in amounts.items()
    ]
    drawn = region_map(terms, current=scene.choice.region)
    places = [
        Place(spot, f"{spot.title}: {scene.short(amounts[spot.code])}", _address(scene, spot.code))
        for spot in drawn.spots
    ]
    legend = [
        Shade(item.step, f"{scene.short(Decimal(item.low))} – {scene.short(Decimal(item.high))}")
        for item in drawn.legend
        if item.step
    ]
    return MoneyMap(drawn, places, legend, title)


def _table(
    scene: Scene, cells: Cells, level: str, whole: Decimal, people: Mapping[Any, Decimal]
) -> Table:
    phase = naming.phase(scene.choice.phase, scene.choice.direction)
    columns = [
        scene.head(level),
        Column(f"{phase}, {scene.choice.currency}"),
        Column(tk._("Share, %")),
    ]
    columns += [Column(f"{tk._('Per head')}, {scene.choice.currency}")] if people else []
    rows = []
    for cell in cells:
        key = cell[level]
        name = Cell(scene.label(level, key), "", _address(scene, key) if key else "")
        row = [name, scene.full(cell["amount"]), scene.share(cell["amount"], whole)]
        rows.append(row + ([scene.full(people.get(key))] if people else []))
    foot = [Cell(tk._("Total")), scene.full(whole), scene.share(whole, whole)]
    return Table(columns, rows, foot + ([Cell("")] if people else []))
