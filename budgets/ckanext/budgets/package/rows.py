"""The rows of a table file with their numbers, every cell as the text it was. No CKAN here."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ckanext.egov.publishing.loading.engine.errors import LoadError
from ckanext.egov.publishing.loading.engine.kind import kind_of
from ckanext.egov.publishing.loading.engine.readers import open_source
from ckanext.egov.publishing.loading.engine.source import Source
from ckanext.egov.publishing.loading.engine.spec import Limits

READABLE = ("csv", "tsv", "xlsx")


@dataclass(frozen=True)
class Rows:
    """A table whose columns are called as the DataStore calls them."""

    source: Source

    @property
    def names(self) -> list[str]:
        """The columns in their order."""
        return [heading.name for heading in self.source.columns]

    def __iter__(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Rows that are not empty, each with its number in the file."""
        source = self.source
        # The number of the heading row is known where the file is read as it is.
        before = source.first_row - source.skip if not source.original else 1
        names = [(heading.name, heading.position) for heading in source.columns]
        with source.path.open(encoding="utf-8-sig", newline="") as file:
            for position, cells in enumerate(csv.reader(file, delimiter=source.delimiter)):
                if position < source.skip or not any(cells):
                    continue
                row = {name: cells[place] for name, place in names if place < len(cells)}
                yield position + before, row


def open_rows(path: Path, named_format: str, folder: Path, limits: Limits) -> Rows:
    """The rows of a CSV, TSV or XLSX file; raises LoadError with row and column."""
    kind = kind_of(path, named_format)
    if kind not in READABLE:
        raise LoadError("not_a_table", found=kind)
    return Rows(open_source(kind, path, folder, limits, lambda _event, _data: None))
