"""The picture of a draft: what the newest amounts are made of, before anybody else sees them."""

from __future__ import annotations

from dataclasses import dataclass, field

import ckan.plugins.toolkit as tk
from ckanext.budgets.cube.measures import major
from ckanext.budgets.cube.question import Cut, Order, Question
from ckanext.budgets.cube.reading import Cube
from ckanext.budgets.cube.shape import PHASES, Shape, Slice
from ckanext.budgets.pages import choosing, money, naming
from ckanext.budgets.pages.pictures import treemap
from ckanext.budgets.pages.pictures.canvas import Part, Words, fill_of
from markupsafe import Markup

WIDTH, HEIGHT, MOST = 960, 480, 40


@dataclass(frozen=True)
class Preview:
    """A treemap and the same numbers as rows of label and amount."""

    title: str
    picture: Markup
    rows: list[tuple[str, str]] = field(default_factory=list)


def preview(cube: Cube, language: str) -> Preview | None:
    """Parts of the newest period by the first dimension; none where there are no parts."""
    shape = cube.shape
    dimension = choosing.usual_dimension(shape)
    if not dimension:
        return None
    newest = _newest(shape)
    level = shape.dimensions[dimension][0]
    cuts = tuple(
        Cut(axis, (getattr(newest, axis),))
        for axis in ("fiscal_year", "period", "phase", "direction")
    )
    question = Question((level,), cuts, order=(Order("amount", True),), page_size=MOST)
    parts, rows = [], []
    for place, cell in enumerate(cube.aggregate(question).cells):
        label = naming.member(shape, level, cell[level])
        amount = major(cell["amount"], shape.exponent)
        rows.append((label, money.full(amount, language)))
        if cell["amount"] > 0:
            short = money.short(amount, newest.currency, language)
            parts.append(Part(cell[level] or "", label, cell["amount"], short, fill=fill_of(place)))
    title = tk._("{phase}, {period}").format(phase=newest.phase, period=newest.period)
    words = Words(title, tk._("The table below has the same numbers."), "draft-preview")
    return Preview(title, Markup(treemap.draw(parts, words, WIDTH, HEIGHT)), rows)


def _newest(shape: Shape) -> Slice:
    return max(shape.slices, key=lambda it: (it.fiscal_year, it.period, PHASES.index(it.phase)))
