"""Flow: from where money comes to where it goes, or from who spends it to what for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.pages import choosing, naming
from ckanext.budgets.pages.panels.scene import NARROW, WIDE, WIDTHS, Panel, Picture, Scene, minor
from ckanext.budgets.pages.pictures import flow as bands
from ckanext.budgets.pages.pictures.canvas import REST_FILL, Part, fill_of
from ckanext.budgets.pages.pictures.flow import Band
from ckanext.budgets.pages.table import Cell, Column, Table

MOST = 9
REST = "~rest"
REVENUE_DIMENSIONS = ("economic", "economic_generic", "fund", "administrative")
"""By what revenue is told, the most telling first."""

Cells = Sequence[Mapping[str, Any]]


def flow(scene: Scene) -> Panel:
    """From revenue to expenditure where the budget tells both, else between two dimensions."""
    if _has_revenue(scene):
        return _from_revenue(scene)
    return _between_dimensions(scene)


def _has_revenue(scene: Scene) -> bool:
    choice = scene.choice
    found = {
        item.direction
        for item in scene.shape.slices
        if (item.fiscal_year, item.phase) == (choice.year, choice.phase)
    }
    return found == {"revenue", "expenditure"}


def _from_revenue(scene: Scene) -> Panel:
    income, spending = _side(scene, "revenue"), _side(scene, "expenditure")
    received, spent = _sum(income[1]), _sum(spending[1])
    whole = max(received, spent)
    title = tk._("{received} came in, {spent} went out in {year}").format(
        received=scene.short(received), spent=scene.short(spent), year=scene.choice.year
    )
    pictures = [
        Picture(_through_the_middle(scene, title, (income, spending), whole, room), room)
        for room in (WIDE, NARROW)
    ]
    columns = [
        Column(tk._("Direction"), False),
        Column(tk._("Part"), False),
        Column(f"{naming.phase(scene.choice.phase)}, {scene.choice.currency}"),
    ]
    rows = [
        [
            Cell(naming.direction(name)),
            Cell(scene.label(level, cell[level])),
            scene.full(cell["amount"]),
        ]
        for name, (level, cells) in (("revenue", income), ("expenditure", spending))
        for cell in cells
    ]
    return Panel(title, Table(columns, rows), pictures, _gap(scene, received, spent))


def _side(scene: Scene, direction: str) -> tuple[str, Cells]:
    """The highest level of a direction that tells it apart, and its cells."""
    cut = choosing.cuts(scene.choice.but(path=()), scene.shape, direction=direction)
    wanted = REVENUE_DIMENSIONS if direction == "revenue" else choosing.FIRST_DIMENSIONS
    known = scene.shape.dimensions
    names = [name for name in wanted if name in known] + [scene.choice.by]
    found: tuple[str, Cells] = (known[names[0]][0], [])
    for name in names:
        level = known[name][0]
        cells = scene.source.sums(level, cut, order="amount:desc").cells
        found = (level, cells)
        if any(cell[level] is not None for cell in cells):
            break
    return found


def _sum(cells: Cells) -> Decimal:
    return sum((cell["amount"] for cell in cells), Decimal(0))


def _gap(scene: Scene, received: Decimal, spent: Decimal) -> list[str]:
    if received < spent:
        words = tk._("{amount} more went out than came in: a deficit.")
    elif received > spent:
        words = tk._("{amount} more came in than went out: a surplus.")
    else:
        return []
    return [words.format(amount=scene.short(abs(spent - received)))]


def _through_the_middle(
    scene: Scene,
    title: str,
    sides: Sequence[tuple[str, Cells]],
    whole: Decimal,
    room: str,
) -> str:
    left, right = (
        _parts(scene, side, level, cells, whole)
        for side, (level, cells) in zip(("from", "to"), sides, strict=True)
    )
    middle = Part("middle", tk._("Budget"), minor(whole), scene.short(whole))
    found = [Band(part.key, "middle", part.amount) for part in left]
    found += [Band("middle", part.key, part.amount) for part in right]
    said = scene.said(title, f"flow-{room}")
    return bands.draw([left, [middle], right], found, said, WIDTHS[room])


def _parts(scene: Scene, side: str, level: str, cells: Cells, whole: Decimal) -> list[Part]:
    """The largest cells, the others as one; keys tell the sides apart."""
    shown = [cell for cell in cells if cell["amount"] > 0]
    kept = shown if len(shown) <= MOST else shown[: MOST - 1]
    found = [
        Part(
            f"{side}:{cell[level]}",
            scene.label(level, cell[level]),
            minor(cell["amount"]),
            scene.words(cell["amount"], whole),
            _address(scene, level, cell[level]),
            fill_of(place),
        )
        for place, cell in enumerate(kept)
    ]
    if len(kept) < len(shown):
        rest = scene.rest(shown[len(kept) :], whole)
        found.append(Part(f"{side}:{REST}", rest.label, rest.amount, rest.words, "", REST_FILL))
    return found


def _address(scene: Scene, level: str, key: str | None) -> str:
    """Where a part is told by what it is made of; revenue and other directions stay here."""
    if key is None:
        return ""
    return scene.address(view="treemap", by=level.partition(":")[0], path=(key,))


def _between_dimensions(scene: Scene) -> Panel:
    """Who spends it, and what for: bands are the money of both."""
    first, second = _pair(scene)
    cut = choosing.cuts(scene.choice.but(path=()), scene.shape)
    left = scene.source.sums(first, cut, order="amount:desc").cells
    right = scene.source.sums(second, cut, order="amount:desc").cells
    both = scene.source.sums(f"{first}|{second}", cut, order="amount:desc").cells
    whole = _sum(left)
    title = _largest(scene, first, second, both, whole)
    pictures = []
    if any(cell["amount"] > 0 for cell in both):
        pictures = [
            Picture(_direct(scene, title, (first, left), (second, right), both, room), room)
            for room in (WIDE, NARROW)
        ]
    columns = [
        scene.head(first),
        scene.head(second),
        Column(f"{naming.phase(scene.choice.phase, scene.choice.direction)},"
               f" {scene.choice.currency}"),
    ]  # fmt: skip
    rows = [
        [
            Cell(scene.label(first, cell[first]), "", _address(scene, first, cell[first])),
            Cell(scene.label(second, cell[second]), "", _address(scene, second, cell[second])),
            scene.full(cell["amount"]),
        ]
        for cell in both
    ]
    foot = [Cell(tk._("Total")), Cell(""), scene.full(whole)]
    return Panel(title, Table(columns, rows, foot), pictures)


def _largest(scene: Scene, first: str, second: str, cells: Cells, whole: Decimal) -> str:
    """The title says what the picture shows."""
    found = next((cell for cell in cells if cell["amount"] > 0), None)
    if found is None:
        return tk._("There are no amounts to show here")
    return tk._("{total} in {year}. The largest flow: “{first}” to “{second}”, {amount}").format(
        total=scene.short(whole),
        year=scene.choice.year,
        first=scene.label(first, found[first]),
        second=scene.label(second, found[second]),
        amount=scene.words(found["amount"], whole),
    )


def _pair(scene: Scene) -> tuple[str, str]:
    """The highest levels of two dimensions: who first, what for last."""
    known = scene.shape.dimensions
    names = [name for name in ("administrative", "fund", "geo", *known) if name in known]
    target = scene.choice.by
    source = next(name for name in names if name != target)
    if target == "administrative":
        source, target = target, source
    return known[source][0], known[target][0]


def _direct(
    scene: Scene,
    title: str,
    left: tuple[str, Cells],
    right: tuple[str, Cells],
    both: Cells,
    room: str,
) -> str:
    """Parts are as large as the bands that are drawn, so that every band ends in a bar."""
    names = [_kept(level, cells) for level, cells in (left, right)]
    amounts: dict[tuple[str, str], Decimal] = {}
    for cell in both:
        if cell["amount"] > 0:
            ends = (
                _end("from", cell[left[0]], names[0]),
                _end("to", cell[right[0]], names[1]),
            )
            amounts[ends] = amounts.get(ends, Decimal(0)) + cell["amount"]
    whole = sum(amounts.values(), Decimal(0))
    columns = [
        _drawn(scene, place, level, kept, amounts, whole)
        for place, ((level, _), kept) in enumerate(zip((left, right), names, strict=True))
    ]
    found = [Band(source, target, minor(held)) for (source, target), held in amounts.items()]
    return bands.draw(columns, found, scene.said(title, f"flow-{room}"), WIDTHS[room])


def _end(side: str, key: str | None, kept: Sequence[str | None]) -> str:
    """The part that a band ends in."""
    return f"{side}:{key if key in kept else REST}"


def _kept(level: str, cells: Cells) -> list[str | None]:
    shown = [cell[level] for cell in cells if cell["amount"] > 0]
    return shown if len(shown) <= MOST else shown[: MOST - 1]


def _drawn(
    scene: Scene,
    place: int,
    level: str,
    kept: Sequence[str | None],
    amounts: Mapping[tuple[str, str], Decimal],
    whole: Decimal,
) -> list[Part]:
    side = ("from", "to")[place]
    found = []
    for at, key in enumerate([*kept, REST]):
        name = f"{side}:{key}"
        held = sum((sum_ for ends, sum_ in amounts.items() if ends[place] == name), Decimal(0))
        if held:
            rest = key == REST
            label = tk._("Other") if rest else scene.label(level, key)
            url = "" if rest else _address(scene, level, key)
            fill = REST_FILL if rest else fill_of(at)
            found.append(Part(name, label, minor(held), scene.words(held, whole), url, fill))
    return found
