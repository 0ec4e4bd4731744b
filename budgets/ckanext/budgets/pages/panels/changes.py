"""What rose and fell: since last year, and between what was proposed and what was approved."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk
from ckanext.budgets.pages import choosing, money, naming
from ckanext.budgets.pages.panels.scene import NARROW, WIDE, WIDTHS, Panel, Picture, Scene, minor
from ckanext.budgets.pages.pictures import difference
from ckanext.budgets.pages.pictures.canvas import Part
from ckanext.budgets.pages.table import Cell, Column, Table

MOST = 12
NOTHING = Decimal(0)


class Change(NamedTuple):
    """One line before and after."""

    key: str | None
    before: Decimal
    after: Decimal

    @property
    def by(self) -> Decimal:
        """How much it rose; negative where it fell."""
        return self.after - self.before


def since_last_year(scene: Scene) -> Panel:
    """The chosen year against the one before it, in the same phase."""
    choice = scene.choice
    years = sorted(
        item.fiscal_year
        for item in scene.shape.slices
        if (item.phase, item.direction) == (choice.phase, choice.direction)
        and item.fiscal_year < choice.year
    )
    if not years:
        return _nothing(
            tk._("There is no year before {year} to compare with.").format(year=choice.year)
        )
    before = _amounts(scene, scene.cuts(fiscal_year=years[-1]))
    after = _amounts(scene, scene.cuts())
    names = (str(years[-1]), str(choice.year))
    return _panel(scene, _changes(before, after), names, _since)


def between_phases(scene: Scene) -> Panel:
    """What was added to the proposal and what was cut from it before it was approved."""
    choice = scene.choice
    slices = [item for item in scene.shape.slices if item.direction == choice.direction]
    if not {"proposed", "approved"} <= set(choosing.phases_of(choice.year, slices)):
        return _nothing(
            tk._("For {year} either the proposal or the approved budget is missing.").format(
                year=choice.year
            )
        )
    before = _amounts(scene, scene.cuts(phase="proposed"))
    after = _amounts(scene, scene.cuts(phase="approved"))
    names = (naming.phase("proposed"), naming.phase("approved"))
    return _panel(scene, _changes(before, after), names, _amended)


def _nothing(words: str) -> Panel:
    return Panel(words, Table([], []))


def _amounts(scene: Scene, cut: str) -> dict[Any, Decimal]:
    cells = scene.source.sums(scene.level, cut).cells
    return {cell[scene.level]: cell["amount"] for cell in cells}


def _changes(before: dict[Any, Decimal], after: dict[Any, Decimal]) -> list[Change]:
    found = [
        Change(key, before.get(key, NOTHING), after.get(key, NOTHING))
        for key in dict.fromkeys([*after, *before])
    ]
    return sorted(found, key=lambda change: abs(change.by), reverse=True)


def _since(scene: Scene, total: Change, largest: str) -> str:
    return tk._("{change} since last year. The largest change: {largest}").format(
        change=_signed(scene, total.by), largest=largest
    )


def _amended(scene: Scene, total: Change, largest: str) -> str:
    return tk._("{change} before it was approved. The largest change: {largest}").format(
        change=_signed(scene, total.by), largest=largest
    )


def _signed(scene: Scene, amount: Decimal) -> str:
    return money.signed(scene.short(amount), amount)


def _panel(
    scene: Scene,
    changes: list[Change],
    names: tuple[str, str],
    finding: Callable[[Scene, Change, str], str],
) -> Panel:
    moved = [change for change in changes if change.by]
    total = Change(
        None,
        sum((change.before for change in changes), NOTHING),
        sum((change.after for change in changes), NOTHING),
    )
    if not moved:
        return Panel(tk._("Nothing changed"), _table(scene, changes, total, names))
    title = finding(scene, total, scene.label(scene.level, moved[0].key))
    parts = [_part(scene, change) for change in moved[:MOST]]
    pictures = [
        Picture(difference.draw(parts, scene.said(title, f"changes-{room}"), WIDTHS[room]), room)
        for room in (WIDE, NARROW)
    ]
    notes = []
    if len(moved) > MOST:
        notes.append(tk._("The picture shows the largest {number}.").format(number=MOST))
    return Panel(title, _table(scene, changes, total, names), pictures, notes)


def _part(scene: Scene, change: Change) -> Part:
    words = _signed(scene, change.by)
    if change.before:
        share = change.by * 100 / abs(change.before)
        words += f" ({money.signed(money.percent(share, scene.language), share)})"
    label = scene.label(scene.level, change.key)
    return Part(change.key or "~", label, minor(change.by), words, scene.below(change.key))


def _table(scene: Scene, changes: list[Change], total: Change, names: tuple[str, str]) -> Table:
    currency = scene.choice.currency
    columns = [
        scene.head(scene.level),
        *(Column(f"{name}, {currency}") for name in names),
        Column(f"{tk._('Change')}, {currency}"),
        Column(tk._("Change, %")),
    ]
    rows = [[scene.name(scene.level, change.key), *_numbers(scene, change)] for change in changes]
    return Table(columns, rows, [Cell(tk._("Total")), *_numbers(scene, total)])


def _numbers(scene: Scene, change: Change) -> list[Cell]:
    by = scene.full(change.by)
    return [
        scene.full(change.before),
        scene.full(change.after),
        Cell(money.signed(by.text, change.by), by.value),
        scene.share(change.by, abs(change.before)),
    ]
