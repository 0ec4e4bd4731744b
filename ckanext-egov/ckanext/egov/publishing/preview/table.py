"""A page of a DataStore table that stays fast at a million rows.

In the table's own order a page begins where the last one ended (`_id` greater or less than),
which the primary key answers at once however deep it lies. In another order the ids of the page
are found first, because sorting narrow rows costs far less than sorting whole ones. Matching
rows are counted only up to a bound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.egov.publishing.preview.columns import Column
from ckanext.egov.publishing.preview.question import (
    Question,
    by_id,
    datastore_filters,
    word_search,
)
from sqlalchemy.exc import StatementError

DEEP = 2_000  # rows skipped from where on the ids are looked up first

Row = dict[str, Any]


class Total(NamedTuple):
    """How many rows there are: exactly, or at least."""

    rows: int
    at_least: bool = False


@dataclass(frozen=True)
class Page:
    """Some rows of a table, where they stand, and how to go on."""

    rows: list[Row]
    total: Total
    number: int
    first_row: int
    has_previous: bool
    has_next: bool

    @property
    def last_row(self) -> int:
        """Place of the last row shown."""
        return self.first_row + len(self.rows) - 1


class Table:
    """Asks `datastore_search` on behalf of one reader about one resource."""

    def __init__(self, context: Context, resource_id: str, columns: Sequence[Column]) -> None:
        self.context = context
        self.resource_id = resource_id
        self.columns = columns

    def read(self, question: Question, most_counted: int) -> Page:
        """The page that answers the question."""
        total = self._total(question, most_counted)
        if question.after is not None or question.before is not None:
            rows, has_previous, has_next = self._from_cursor(question)
        else:
            rows, has_previous, has_next = self._from_number(question, total)
        first = (question.page - 1) * question.size + 1
        return Page(rows, total, question.page, first, has_previous, has_next)

    def _search(self, question: Question, **more: Any) -> dict[str, Any]:
        asked: dict[str, Any] = {
            "resource_id": self.resource_id,
            "filters": datastore_filters(question, by_id(self.columns)),
            "include_total": False,
            "limit": question.size + 1,
        }
        words = word_search(question)
        if words:
            asked["q"] = _without_colons(words)
        try:
            return tk.get_action("datastore_search")(tk.fresh_context(self.context), asked | more)
        except StatementError as error:
            raise tk.ValidationError({"query": [tk._("The database can't answer that")]}) from error

    def _rows(self, question: Question, **more: Any) -> list[Row]:
        fields = ["_id", *(column.id for column in self.columns)]
        return list(self._search(question, fields=fields, **more)["records"])

    def _total(self, question: Question, most_counted: int) -> Total:
        if not question.narrowed:
            return Total(self._search(question, limit=0, include_total=True)["total"])
        found = self._search(question, fields=["_id"], limit=most_counted + 1, sort="_id")
        matching = len(found["records"])
        return Total(min(matching, most_counted), matching > most_counted)

    def _from_cursor(self, question: Question) -> tuple[list[Row], bool, bool]:
        forward = question.after is not None
        bound = {"_id": {"gt": question.after} if forward else {"lt": question.before}}
        filters = datastore_filters(question, by_id(self.columns))
        rows = self._rows(
            question,
            filters={"$and": [*filters.get("$and", []), bound]},
            sort="_id asc" if forward else "_id desc",
        )
        more, rows = len(rows) > question.size, rows[: question.size]
        if forward:
            return rows, True, more
        return rows[::-1], more, True

    def _from_number(self, question: Question, total: Total) -> tuple[list[Row], bool, bool]:
        skipped = (question.page - 1) * question.size
        if not question.sort and not question.narrowed and skipped > total.rows / 2:
            return self._from_end(question, total.rows, skipped)
        order = {"sort": _order(question), "offset": skipped}
        if question.sort or skipped >= DEEP:
            rows = self._by_ids(question, **order)
        else:
            rows = self._rows(question, **order)
        return rows[: question.size], question.page > 1, len(rows) > question.size

    def _by_ids(self, question: Question, **order: Any) -> list[Row]:
        found = self._search(question, fields=["_id"], **order)["records"]
        ids = [row["_id"] for row in found]
        if not ids:
            return []
        rows = self._rows(Question(size=question.size), filters={"_id": ids})
        place = {row_id: index for index, row_id in enumerate(ids)}
        return sorted(rows, key=lambda row: place[row["_id"]])

    def _from_end(
        self, question: Question, total: int, skipped: int
    ) -> tuple[list[Row], bool, bool]:
        """Nearer to the end than to the start: skip rows backwards."""
        wanted = min(question.size, total - skipped)
        if wanted <= 0:
            return [], True, False
        after = total - skipped - wanted
        order = {"sort": "_id desc", "offset": after, "limit": wanted}
        rows = self._by_ids(question, **order) if after >= DEEP else self._rows(question, **order)
        return rows[::-1], skipped > 0, after > 0


def _order(question: Question) -> list[str]:
    if not question.sort:
        return ["_id asc"]
    direction = "desc" if question.descending else "asc"
    return [f'"{question.sort}" {direction} nulls last', "_id asc"]


def _without_colons(words: str | dict[str, str]) -> str | dict[str, str]:
    # datastore_search puts the words into its SQL text, where ":word" is taken for a parameter.
    if isinstance(words, str):
        return words.replace(":", " ")
    return {column: text.replace(":", " ") for column, text in words.items()}
