"""The rows of the source behind a sum, each with its number there."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.pages import naming
from ckanext.budgets.pages.panels.scene import Panel, Scene
from ckanext.budgets.pages.table import Cell, Column, Table

SIZE = 50


def rows(scene: Scene) -> Panel:
    """A page of facts."""
    page = scene.choice.page
    found = scene.source.facts(scene.cuts(), page, SIZE)
    count = found["total_fact_count"]
    title = tk.ungettext("{number} row of the source", "{number} rows of the source", count).format(
        number=tk.h.egov_number(count)
    )
    levels = [level for level in scene.shape.levels if _tells(found["facts"], level)]
    columns = [Column(tk._("Row"), False)]
    columns += [Column(_title(scene, level), False) for level in levels]
    columns += [Column(tk._("Period"), False), Column(_amount(scene))]
    table = Table(columns, [_row(scene, fact, levels) for fact in found["facts"]])
    pages = {"page": page, "pages": max(1, -(-count // SIZE))}
    notes = [tk._("The number of a row leads to the file that it stands in.")]
    return Panel(title, table, notes=notes, pages=pages)


def _tells(facts: list[dict[str, Any]], level: str) -> bool:
    return any(fact[level] is not None for fact in facts)


def _title(scene: Scene, level: str) -> str:
    name, _, depth = level.partition(":")
    title = naming.dimension(name)
    return title if len(scene.shape.dimensions[name]) == 1 else f"{title}, {depth}"


def _amount(scene: Scene) -> str:
    phase = naming.phase(scene.choice.phase, scene.choice.direction)
    return f"{phase}, {scene.choice.currency}"


def _row(scene: Scene, fact: dict[str, Any], levels: list[str]) -> list[Cell]:
    number = str(fact["row"])
    return [
        Cell(number, number, scene.source.file_of(fact["resource"])),
        *(Cell(scene.label(level, fact[level]) if fact[level] else "–") for level in levels),
        Cell(str(fact["period"])),
        scene.full(fact["amount"]),
    ]
