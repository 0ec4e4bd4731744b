"""Applies the suppression of small cells to a table that counts people. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from ckanext.participation.counters import suppression
from ckanext.participation.publishing import words
from ckanext.participation.publishing.tables import Table


def protected(table: Table, least: int) -> Table:
    """The table as it may be published: a column says which numbers are left out."""
    if not table.counts:
        return table
    names = [column.name for column in table.columns]
    at = names.index(table.counts)
    keys = [names.index(name) for name in table.divided_by]
    rows = [list(row) for row in table.rows]
    groups: dict[tuple, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[tuple(row[key] for key in keys)].append(place)
    for places in groups.values():
        hidden = suppression.hidden([rows[place][at] for place in places], least)
        for place, gone in zip(places, hidden, strict=True):
            rows[place] = [*rows[place], gone]
            if gone:
                rows[place][at] = None
    return replace(table, columns=(*table.columns, words.suppressed_column()), rows=rows)
