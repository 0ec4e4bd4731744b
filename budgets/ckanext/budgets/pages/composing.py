"""Puts a view together: the budget, the choice, and the panel that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.budgets.pages import choosing
from ckanext.budgets.pages.choosing import Given
from ckanext.budgets.pages.panels.breakdown import sunburst, treemap
from ckanext.budgets.pages.panels.changes import between_phases, since_last_year
from ckanext.budgets.pages.panels.execution import bars
from ckanext.budgets.pages.panels.flow import flow
from ckanext.budgets.pages.panels.over_time import lines
from ckanext.budgets.pages.panels.regions import regions
from ckanext.budgets.pages.panels.rows import rows
from ckanext.budgets.pages.panels.scene import Panel, Scene
from ckanext.budgets.pages.source import Source
from ckanext.budgets.pages.table import Table

PANELS: Mapping[str, Callable[[Scene], Panel]] = {
    "treemap": treemap,
    "sunburst": sunburst,
    "bars": bars,
    "lines": lines,
    "flow": flow,
    "map": regions,
    "changes": since_last_year,
    "amended": between_phases,
    "rows": rows,
}


@dataclass(frozen=True)
class View:
    """A panel with the scene it is of; `refused` says in words why there are no sums."""

    scene: Scene
    panel: Panel
    refused: str = ""


def compose(context: Context, dataset: dict[str, Any], given: Given, look: str = "") -> View:
    """The view that an address asks for."""
    source = Source(context, dataset)
    scene = Scene(source, choosing.read(given, source.shape), tk.h.lang(), look)
    try:
        return View(scene, PANELS[scene.choice.view](scene))
    except tk.ValidationError as error:
        return View(scene, Panel(tk._("These amounts have no total"), Table([], [])), _why(error))


def _why(error: tk.ValidationError) -> str:
    """What the action says of the sum that it refuses."""
    return "; ".join(error.error_summary.values())
