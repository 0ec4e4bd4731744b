"""Writes a question back into an address: what is seen can be shared as a link. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from ckanext.egov.publishing.preview.columns import Column
from ckanext.egov.publishing.preview.question import (
    SIZES,
    ChartQuestion,
    Filter,
    Question,
    datastore_filters,
    word_search,
)

Pair = tuple[str, str]


def filter_pairs(filters: Iterable[Filter]) -> list[Pair]:
    """Each condition as three parameters side by side."""
    return [
        pair
        for row in filters
        for pair in (("column", row.column), ("is", row.condition), ("value", row.value))
    ]


def table_pairs(question: Question, usual_size: int = SIZES[1]) -> list[Pair]:
    """The parameters of a table page; what is usual is left out."""
    pairs = [*filter_pairs(question.filters), ("q", question.text), ("sort", question.sort)]
    if question.sort and question.descending:
        pairs.append(("order", "desc"))
    if question.size != usual_size:
        pairs.append(("limit", str(question.size)))
    if question.page > 1:
        pairs.append(("page", str(question.page)))
    for name, cursor in (("after", question.after), ("before", question.before)):
        if cursor is not None:
            pairs.append((name, str(cursor)))
    return [pair for pair in pairs if pair[1]]


def chart_pairs(question: ChartQuestion) -> list[Pair]:
    """The parameters of a chart."""
    pairs = [
        ("show", "chart"),
        ("x", question.x),
        ("y", question.y),
        ("aggregate", question.aggregate),
        ("kind", question.kind),
        ("series", question.series),
        *filter_pairs(question.filters),
    ]
    return [pair for pair in pairs if pair[1]]


def query(pairs: Iterable[Pair]) -> str:
    """The part of an address from the question mark on."""
    encoded = urlencode(list(pairs))
    return f"?{encoded}" if encoded else "?"


def from_start(question: Question, **changes: Any) -> Question:
    """The question with changes, back on its first page."""
    return replace(question, page=1, after=None, before=None, **changes)


def without(question: Question, row: Filter) -> Question:
    """The question with one condition less."""
    return from_start(question, filters=tuple(other for other in question.filters if other != row))


def sorted_by(question: Question, column: str) -> Question:
    """The question sorted by a column; asked again, the other way round."""
    again = question.sort == column and not question.descending
    return from_start(question, sort=column, descending=again)


def next_page(question: Question, last_id: int | None) -> Question:
    """The page after: from a cursor when the table is in its own order."""
    cursor = None if question.sort else last_id
    return replace(question, page=question.page + 1, after=cursor, before=None)


def previous_page(question: Question, first_id: int | None) -> Question:
    """The page before."""
    if question.page <= 2:
        return from_start(question)
    cursor = None if question.sort else first_id
    return replace(question, page=question.page - 1, after=None, before=cursor)


def dump_query(question: Question, columns: Mapping[str, Column]) -> str:
    """The parameters of `/datastore/dump` for the same rows."""
    filters, words = datastore_filters(question, columns), word_search(question)
    pairs: list[Pair] = [("bom", "True")]
    if filters:
        pairs.append(("filters", json.dumps(filters, ensure_ascii=False)))
    if words:
        text = words if isinstance(words, str) else json.dumps(words, ensure_ascii=False)
        pairs.append(("q", text.replace(":", " ") if isinstance(words, str) else text))
    if question.sort:
        pairs.append(("sort", f"{question.sort} {'desc' if question.descending else 'asc'}"))
    return query(pairs)
