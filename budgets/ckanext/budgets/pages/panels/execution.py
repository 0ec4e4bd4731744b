"""Planned against executed: what was meant, what became of it, how many percent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.pages import choosing, naming
from ckanext.budgets.pages.panels.scene import NARROW, WIDE, WIDTHS, Panel, Picture, Scene, minor
from ckanext.budgets.pages.pictures import bullet
from ckanext.budgets.pages.pictures.bullet import Execution
from ckanext.budgets.pages.pictures.canvas import Part
from ckanext.budgets.pages.table import Cell, Column, Table

MOST = 12
NOTHING = Decimal(0)


def bars(scene: Scene) -> Panel:
    """A bar for each part of the chosen whole."""
    choice = scene.choice
    slices = [item for item in scene.shape.slices if item.direction == choice.direction]
    phases = choosing.phases_of(choice.year, slices)
    plan = choosing.plan_of(phases)
    if not plan or "executed" not in phases:
        return Panel(
            tk._("For {year} there is no plan and result to compare. Choose another year.").format(
                year=choice.year
            ),
            Table([], []),
        )
    lines = _lines(scene, plan)
    planned = sum((line["planned"] for line in lines), NOTHING)
    executed = sum((line["executed"] for line in lines), NOTHING)
    title = tk._("{share} of the plan for {year}: {executed} of {planned}").format(
        share=scene.percent(executed, planned),
        year=choice.year,
        executed=scene.short(executed),
        planned=scene.short(planned),
    )
    drawn = [_execution(scene, line) for line in lines[:MOST]]
    pictures = [
        Picture(bullet.draw(drawn, scene.said(title, f"bars-{room}"), WIDTHS[room]), room)
        for room in (WIDE, NARROW)
    ]
    notes = [tk._("Pale bar: planned. Dark bar: the result. Percent: how much of the plan.")]
    if len(lines) > MOST:
        notes.append(tk._("The picture shows the largest {number}.").format(number=MOST))
    return Panel(title, _table(scene, lines, plan, planned, executed), pictures, notes)


def _lines(scene: Scene, plan: str) -> list[dict[str, Any]]:
    level = scene.level
    sums = scene.source.sums(f"phase|{level}", scene.cuts(phase=None))
    found: dict[Any, dict[str, Any]] = {}
    for cell in sums.cells:
        line = found.setdefault(
            cell[level], {"key": cell[level], "planned": NOTHING, "executed": NOTHING}
        )
        if cell["phase"] == plan:
            line["planned"] = cell["amount"]
        elif cell["phase"] == "executed":
            line["executed"] = cell["amount"]
    kept = [line for line in found.values() if line["planned"] or line["executed"]]
    return sorted(kept, key=lambda line: max(line["planned"], line["executed"]), reverse=True)


def _execution(scene: Scene, line: dict[str, Any]) -> Execution:
    share = scene.percent(line["executed"], line["planned"])
    words = tk._("{executed} of {planned}, {share}").format(
        executed=scene.short(line["executed"]), planned=scene.short(line["planned"]), share=share
    )
    part = Part(
        line["key"] or "~",
        scene.label(scene.level, line["key"]),
        minor(line["executed"]),
        words,
        scene.below(line["key"]),
    )
    return Execution(part, minor(line["planned"]), share)


def _table(
    scene: Scene, lines: list[dict[str, Any]], plan: str, planned: Decimal, executed: Decimal
) -> Table:
    direction = scene.choice.direction
    columns = [
        scene.head(scene.level),
        Column(f"{naming.phase(plan, direction)}, {scene.choice.currency}"),
        Column(f"{naming.phase('executed', direction)}, {scene.choice.currency}"),
        Column(tk._("Of the plan, %")),
    ]
    rows = [
        [scene.name(scene.level, line["key"]), *_numbers(scene, line["planned"], line["executed"])]
        for line in lines
    ]
    foot = [Cell(tk._("Total")), *_numbers(scene, planned, executed)]
    return Table(columns, rows, foot)


def _numbers(scene: Scene, planned: Decimal, executed: Decimal) -> list[Cell]:
    return [scene.full(planned), scene.full(executed), scene.share(executed, planned)]
