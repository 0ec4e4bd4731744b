"""Shares: a treemap, or two rings, of what the chosen part is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.pages import naming
from ckanext.budgets.pages.panels.scene import NARROW, WIDE, WIDTHS, Panel, Picture, Scene, minor
from ckanext.budgets.pages.pictures import sunburst as rings
from ckanext.budgets.pages.pictures import treemap as tiles
from ckanext.budgets.pages.pictures.canvas import Part
from ckanext.budgets.pages.pictures.sunburst import Branch
from ckanext.budgets.pages.source import Sums
from ckanext.budgets.pages.table import Cell, Column, Table

MOST_TILES = {WIDE: 24, NARROW: 12}
HEIGHTS = {WIDE: 480, NARROW: 520}
MOST_RINGS = 12


def treemap(scene: Scene) -> Panel:
    """Each part a rectangle."""
    sums = scene.source.sums(scene.level, scene.cuts(), order="amount:desc")
    title = _finding(scene, sums)
    pictures = [
        Picture(
            tiles.draw(_tiles(scene, sums, room), scene.said(title, f"treemap-{room}"),
                       WIDTHS[room], HEIGHTS[room]),
            room,
        )
        for room in (WIDE, NARROW)
    ]  # fmt: skip
    return _panel(scene, sums, title, pictures)


def sunburst(scene: Scene) -> Panel:
    """The parts as a ring, and around it what they are made of."""
    sums = scene.source.sums(scene.level, scene.cuts(), order="amount:desc")
    title = _finding(scene, sums)
    branches = _branches(scene, sums)
    up = scene.address(path=scene.choice.path[:-1]) if scene.choice.path else ""
    centre = [_whole_name(scene), scene.short(_whole(sums))]
    svg = rings.draw(branches, scene.said(title), centre, up, tk._("One level up"))
    return _panel(scene, sums, title, [Picture(svg)])


def _whole(sums: Sums) -> Decimal:
    return sums.total if sums.total is not None else Decimal(0)


def _gross(sums: Sums) -> Decimal:
    """What shares are of: the positive amounts, so that no share is above the whole."""
    return sum((cell["amount"] for cell in sums.cells if cell["amount"] > 0), Decimal(0))


def _whole_name(scene: Scene) -> str:
    choice = scene.choice
    if not choice.path:
        return naming.direction(choice.direction)
    level = scene.shape.dimensions[choice.by][len(choice.path) - 1]
    return scene.label(level, choice.path[-1])


def _finding(scene: Scene, sums: Sums) -> str:
    """The title says what the picture shows."""
    largest = next((cell for cell in sums.cells if cell["amount"] > 0), None)
    if largest is None:
        return tk._("There are no amounts to show here")
    label = scene.label(scene.level, largest[scene.level])
    share = scene.percent(largest["amount"], _gross(sums))
    return tk._("{whole}: {total}. The largest part is “{label}”, {share}").format(
        whole=_whole_name(scene), total=scene.short(_whole(sums)), label=label, share=share
    )


def _tiles(scene: Scene, sums: Sums, room: str) -> list[Part]:
    shown = [cell for cell in sums.cells if cell["amount"] > 0]
    most, whole = MOST_TILES[room], _gross(sums)
    if len(shown) <= most:
        return scene.parts(shown, scene.level, whole)
    kept, others = shown[: most - 1], shown[most - 1 :]
    return [*scene.parts(kept, scene.level, whole), scene.rest(others, whole)]


def _branches(scene: Scene, sums: Sums) -> list[Branch]:
    whole = _gross(sums)
    shown = [cell for cell in sums.cells if cell["amount"] > 0]
    kept = shown if len(shown) <= MOST_RINGS else shown[: MOST_RINGS - 1]
    children = _children(scene)
    branches = [
        Branch(part, _outer(scene, part, children.get(cell[scene.level], []), whole))
        for part, cell in zip(scene.parts(kept, scene.level, whole), kept, strict=True)
    ]
    if len(kept) < len(shown):
        branches.append(Branch(scene.rest(shown[len(kept) :], whole)))
    return branches


def _children(scene: Scene) -> dict[Any, list[Mapping[str, Any]]]:
    """Cells of the level below, by their parent; none where the source goes no deeper."""
    levels = scene.shape.dimensions[scene.choice.by]
    place = levels.index(scene.level) + 1
    if place == len(levels):
        return {}
    sums = scene.source.sums(f"{scene.level}|{levels[place]}", scene.cuts(), order="amount:desc")
    found: dict[Any, list[Mapping[str, Any]]] = {}
    for cell in sums.cells:
        if cell[levels[place]] is not None:
            found.setdefault(cell[scene.level], []).append(cell)
    return found


def _outer(
    scene: Scene, parent: Part, cells: Sequence[Mapping[str, Any]], whole: Decimal
) -> list[Part]:
    levels = scene.shape.dimensions[scene.choice.by]
    level = levels[min(levels.index(scene.level) + 1, len(levels) - 1)]
    return [
        Part(
            str(cell[level]),
            scene.label(level, cell[level]),
            minor(cell["amount"]),
            scene.words(cell["amount"], whole),
            parent.url,
            parent.fill,
        )
        for cell in cells
    ]


def _panel(scene: Scene, sums: Sums, title: str, pictures: list[Picture]) -> Panel:
    whole, gross = _whole(sums), _gross(sums)
    columns = [scene.head(scene.level), Column(_amount_title(scene)), Column(tk._("Share, %"))]
    rows = [
        [
            scene.name(scene.level, cell[scene.level]),
            scene.full(cell["amount"]),
            scene.share(cell["amount"], gross),
        ]
        for cell in sums.cells
    ]
    foot = [Cell(tk._("Total")), scene.full(whole), scene.share(whole, gross)]
    negative = sum(cell["amount"] < 0 for cell in sums.cells)
    drawn = any(cell["amount"] > 0 for cell in sums.cells)
    notes = []
    if negative:
        notes.append(
            tk._(
                "Negative amounts ({number}) have no area: they are in the table only. Shares are"
                " of the positive amounts."
            ).format(number=negative)
        )
    return Panel(title, Table(columns, rows, foot), pictures if drawn else [], notes)


def _amount_title(scene: Scene) -> str:
    phase = naming.phase(scene.choice.phase, scene.choice.direction)
    return f"{phase}, {scene.choice.currency}"
