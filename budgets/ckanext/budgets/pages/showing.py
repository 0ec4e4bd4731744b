"""What the templates are given: a view with its choices, the list of budgets, a sector."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.pages import choosing, cofog, money, naming, sectors
from ckanext.budgets.pages.choosing import Choice
from ckanext.budgets.pages.composing import View
from ckanext.budgets.pages.panels.scene import Scene
from ckanext.budgets.pages.table import Cell, Column, Table
from ckanext.egov import vocabularies
from markupsafe import Markup


def of_view(view: View) -> dict[str, Any]:
    """Everything a page of a budget shows."""
    scene = view.scene
    choice, shape = scene.choice, scene.shape
    return {
        "view": view,
        "panel": view.panel,
        "choice": choice,
        "dataset": scene.source.dataset,
        "pictures": [(Markup(picture.svg), picture.room) for picture in view.panel.pictures],
        "tabs": _tabs(scene),
        "crumbs": _crumbs(scene),
        "about": _about(scene),
        "asking": _asking(scene),
        "hidden": _hidden(choice),
        "links": _links(scene),
        "ways": _ways(view),
        "excluded": dict(shape.excluded),
        "misfits": [_asked_word(name) for name in choice.problems],
        "moved": [_asked_word(name) for name in choice.moved],
        "kind": f"{naming.phase(choice.phase, choice.direction)}, {choice.year}",
    }


def _tabs(scene: Scene) -> list[dict[str, Any]]:
    """The views; from the lowest level up where a view shows what a part is made of."""
    choice = scene.choice
    path = choice.path if scene.level else choice.path[:-1]
    return [
        {
            "title": naming.view(name),
            "current": name == choice.view,
            "url": scene.address(
                view=name, path=path if name in choosing.NEED_PARTS else choice.path
            ),
        }
        for name in choosing.views_of(scene.shape)
    ]


def _crumbs(scene: Scene) -> list[dict[str, Any]]:
    """The way down to the chosen part, each step a link."""
    choice = scene.choice
    view = choice.view if choice.view != "rows" else "treemap"
    levels = scene.shape.dimensions.get(choice.by, [])
    found = [
        {"title": naming.direction(choice.direction), "url": scene.address(path=(), view=view)}
    ]
    for depth, (level, key) in enumerate(zip(levels, choice.path, strict=False), start=1):
        url = scene.address(path=choice.path[:depth], view=view if depth < len(levels) else "rows")
        found.append({"title": scene.label(level, key), "url": url})
    return found


def _about(scene: Scene) -> dict[str, str] | None:
    """What the chosen line is, in plain words."""
    choice = scene.choice
    if not choice.path:
        return None
    level = scene.shape.dimensions[choice.by][len(choice.path) - 1]
    key = choice.path[-1]
    words = naming.plain_words(scene.shape, level, key)
    return {"title": scene.label(level, key), "words": words, "code": key}


def _asking(scene: Scene) -> list[dict[str, Any]]:
    """The fields of the form; those with one possible value are left out."""
    choice, shape = scene.choice, scene.shape
    years = sorted(shape.values("fiscal_year"), reverse=True)
    fields = [
        ("year", tk._("Year"), choice.year, [(year, str(year)) for year in years]),
        (
            "phase",
            tk._("Phase"),
            choice.phase,
            [(name, naming.phase(name, choice.direction)) for name in shape.values("phase")],
        ),
        (
            "direction",
            tk._("Direction"),
            choice.direction,
            [(name, naming.direction(name)) for name in shape.values("direction")],
        ),
        ("period", tk._("Period"), choice.period, _periods(scene)),
        ("by", tk._("Broken down by"), choice.by, _dimensions(scene)),
        ("region", tk._("Region"), choice.region, _regions(scene)),
        (
            "currency",
            tk._("Currency"),
            choice.currency,
            [(code, code) for code in shape.values("currency")],
        ),
    ]
    return [
        {"name": name, "label": label, "value": value, "options": options}
        for name, label, value, options in fields
        if len(options) > 1
    ]


def _dimensions(scene: Scene) -> list[tuple[str, str]]:
    return [(name, naming.dimension(name)) for name in scene.shape.dimensions if name != "geo"]


def _periods(scene: Scene) -> list[tuple[str, str]]:
    choice = scene.choice
    slices = [item for item in scene.shape.slices if item.direction == choice.direction]
    found = choosing.periods_of(choice.year, choice.phase, slices)
    return [("", tk._("The latest")), *((period, period) for period in found)] if found else []


def _regions(scene: Scene) -> list[tuple[str, str]]:
    levels = scene.shape.dimensions.get("geo", [])
    if not levels:
        return []
    named = [(key, scene.label(levels[0], key)) for key in scene.shape.members[levels[0]]]
    return [("", tk._("All regions")), *sorted(named, key=lambda item: item[1])]


def _hidden(choice: Choice) -> list[tuple[str, str]]:
    """What the form keeps: the view, and the way down."""
    return [("view", choice.view), *(("path", key) for key in choice.path)]


def _links(scene: Scene) -> dict[str, str]:
    """The same view as files, as a frame and as an address to share."""
    name, query = scene.source.dataset["name"], scene.choice.query()

    def address(endpoint: str, **more: Any) -> str:
        return tk.url_for(f"budgets_pages.{endpoint}", name=name, **more) + query

    return {
        "csv": address("numbers_csv"),
        "json": address("numbers_json"),
        "card": address("card_png", _external=True),
        "embed": address("embed", _external=True),
        "page": address("show", _external=True),
        "here": address("show"),
    }


def _ways(view: View) -> list[dict[str, str]]:
    """Where there is no total: what can be chosen instead."""
    scene = view.scene
    if not view.refused:
        return []
    names = list(dict.fromkeys(level.partition(":")[0] for level in scene.shape.exclusive))
    names += [name for name in scene.shape.dimensions if name not in names]
    return [
        {"title": naming.dimension(name), "url": scene.address(by=name, path=(), view="treemap")}
        for name in names
        if name != scene.choice.by
    ]


def _asked_word(name: str) -> str:
    """What a reader knows a part of the address by."""
    words = {
        "year": tk._("Year"),
        "phase": tk._("Phase"),
        "period": tk._("Period"),
        "direction": tk._("Direction"),
        "by": tk._("Broken down by"),
        "path": tk._("Part"),
        "region": tk._("Region"),
        "currency": tk._("Currency"),
        "view": tk._("View"),
        "page": tk._("Page"),
    }
    return words[name]


def listed(budgets: list[dict[str, Any]], region: str) -> list[dict[str, Any]]:
    """The list of budgets, of one region where one is chosen."""
    return [
        budget
        | {
            "label": tk.h.egov_text(budget["title"]),
            "body_label": tk.h.egov_organization_title({"name": budget["body"]}),
            "phase_labels": [naming.phase(name) for name in budget["phases"]],
            "url": tk.url_for("budgets_pages.show", name=budget["name"]),
        }
        for budget in budgets
        if not region or budget["region"] == region
    ]


def regions(budgets: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The regions that have a budget of their own."""
    found = {budget["region"] for budget in budgets if budget["region"]}
    named = [
        (term.code, tk.h.egov_text(dict(term.title)))
        for term in vocabularies.regions()
        if term.code in found
    ]
    return [("", tk._("The whole country")), *named]


def sector_links() -> list[dict[str, str]]:
    """The pages of the six sectors."""
    return [
        {
            "code": term.code,
            "title": tk.h.egov_text(dict(term.title)),
            "url": tk.url_for("budgets_pages.sector", sector=term.code),
        }
        for term in sectors.six()
    ]


def of_sector(sector: dict[str, Any]) -> dict[str, Any]:
    """A sector with names and amounts in the reader's language."""
    language = tk.h.lang()
    return {
        "code": sector["sector"],
        "title": tk.h.egov_text(sector["title"]),
        "counted": [_function(code) for code in sector["codes"]],
        "left_out": [_function(code) for code in sector["without"]],
        "budgets": [_of_budget(budget, language) for budget in sector["budgets"]],
        "table": sector_table(sector),
    }


def _function(code: str) -> dict[str, str]:
    known = cofog.words().get(code)
    return {"code": code, "title": tk.h.egov_text(known["title"]) if known else code}


def _of_budget(budget: dict[str, Any], language: str) -> dict[str, Any]:
    share = None if budget["share"] is None else Decimal(budget["share"])
    return budget | {
        "label": tk.h.egov_text(budget["title"]),
        "words": money.short(Decimal(budget["amount"]), budget["currency"], language),
        "share_words": money.percent(share, language, 1),
        "phase_label": naming.phase(budget["phase"]),
        "missing_functions": [_function(code) for code in budget["missing"]],
        "url": tk.url_for("budgets_pages.show", name=budget["name"]) + budget["query"],
    }


def sector_table(sector: dict[str, Any]) -> Table:
    """Every year and phase of the sector, the newest first."""
    columns = [
        Column(tk._("Budget"), False),
        Column(tk._("Year"), False),
        Column(tk._("Phase"), False),
        Column(tk._("Amount")),
        Column(tk._("Currency"), False),
    ]
    rows = [
        [
            Cell(tk.h.egov_text(budget["title"])),
            Cell(str(row["year"])),
            Cell(naming.phase(row["phase"])),
            Cell(money.full(Decimal(row["amount"]), tk.h.lang()), row["amount"]),
            Cell(budget["currency"]),
        ]
        for budget in sector["budgets"]
        for row in reversed(budget["years"])
    ]
    return Table(columns, rows)
