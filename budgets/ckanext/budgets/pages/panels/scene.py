"""What every view needs: the budget, the choice, the reader's language and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.pages import choosing, money, naming
from ckanext.budgets.pages.choosing import Choice
from ckanext.budgets.pages.pictures.canvas import REST_FILL, Part, Words, fill_of
from ckanext.budgets.pages.source import Source
from ckanext.budgets.pages.table import Cell, Column, Table, percent

WIDE, NARROW = "wide", "narrow"
WIDTHS = {WIDE: 860, NARROW: 380}


@dataclass(frozen=True)
class Picture:
    """An SVG, and the screens it is for: `wide`, `narrow` or "" for all."""

    svg: str
    room: str = ""


@dataclass(frozen=True)
class Panel:
    """One view, ready to be shown: the finding is the title of the picture."""

    finding: str
    table: Table
    pictures: Sequence[Picture] = ()
    notes: Sequence[str] = ()
    map: Any = None
    pages: Mapping[str, Any] = field(default_factory=dict)


class Scene:
    """One budget as one reader has chosen to see it."""

    def __init__(self, source: Source, choice: Choice, language: str, look: str = ""):
        """With a `look` the view is in a frame on a page of others, and its links stay there."""
        self.source, self.choice, self.language, self.look = source, choice, language, look
        self.shape = source.shape

    def address(self, **changes: Any) -> str:
        """The page of another view of the same budget."""
        endpoint = "budgets_pages.embed" if self.look else "budgets_pages.show"
        path = tk.url_for(endpoint, name=self.source.dataset["name"])
        query = self.choice.but(**changes).query()
        return f"{path}{query}&look={self.look}" if self.look else path + query

    def cuts(self, **instead: Any) -> str:
        """The chosen facts in the words of the action."""
        return choosing.cuts(self.choice, self.shape, **instead)

    @property
    def level(self) -> str:
        """The level of the parts to be shown, "" at the lowest."""
        return choosing.level_below(self.choice, self.shape)

    def short(self, amount: Decimal) -> str:
        """An amount as people say it."""
        return money.short(amount, self.choice.currency, self.language)

    def full(self, amount: Decimal | None) -> Cell:
        """An amount in a table: every digit for people, plain for programs."""
        if amount is None:
            return Cell("–", " ")
        return Cell(money.full(amount, self.language), str(amount))

    def share(self, part: Decimal, whole: Decimal | None, digits: int = 1) -> Cell:
        """A share in a table."""
        found = percent(part, whole or Decimal(0))
        text = money.percent(found, self.language, digits)
        return Cell(text, " " if found is None else str(round(found, 2)))

    def percent(self, part: Decimal, whole: Decimal | None, digits: int = 0) -> str:
        """A share in words."""
        return money.percent(percent(part, whole or Decimal(0)), self.language, digits)

    def label(self, level: str, key: str | None) -> str:
        """What a member is called here."""
        return naming.member(self.shape, level, key)

    def below(self, key: str | None) -> str:
        """The address one level down; "" where there is nothing below."""
        if key is None:
            return ""
        deeper = (*self.choice.path, key)
        levels = self.shape.dimensions.get(self.choice.by, [])
        view = self.choice.view if len(deeper) < len(levels) else "rows"
        return self.address(path=deeper, view=view)

    def name(self, level: str, key: str | None) -> Cell:
        """The head of a row: the name, a link down, and plain words where there are any."""
        note = naming.plain_words(self.shape, level, key)
        text = self.label(level, key)
        value = text if key in (None, text) else f"{key} {text}"
        return Cell(text, value, self.below(key), note)

    def parts(self, cells: Sequence[Mapping[str, Any]], level: str, whole: Decimal) -> list[Part]:
        """Cells as pieces of a picture, as they come."""
        return [
            Part(
                cell[level] or "~",
                self.label(level, cell[level]),
                minor(cell["amount"]),
                self.words(cell["amount"], whole),
                self.below(cell[level]),
                fill_of(place),
            )
            for place, cell in enumerate(cells)
        ]

    def words(self, amount: Decimal, whole: Decimal) -> str:
        """An amount with its share."""
        return f"{self.short(amount)} · {self.percent(amount, whole)}"

    def rest(self, cells: Sequence[Mapping[str, Any]], whole: Decimal) -> Part:
        """All the small ones as one piece, which leads to the table below."""
        amount = sum((cell["amount"] for cell in cells if cell["amount"] > 0), Decimal(0))
        words = self.words(amount, whole)
        label = tk._("Other ({number})").format(number=len(cells))
        return Part("~rest", label, minor(amount), words, "#numbers", REST_FILL)

    def said(self, title: str, identifier: str = "budget") -> Words:
        """What a picture says to those who hear it."""
        told = tk._("The same numbers are in the table below the picture.")
        return Words(title, told, identifier)

    def head(self, level: str) -> Column:
        """The column of names."""
        return Column(naming.dimension(level.partition(":")[0]), False)


def minor(amount: Decimal) -> int:
    """An amount in hundredths, for the areas of pictures."""
    return int(amount.scaleb(2))
