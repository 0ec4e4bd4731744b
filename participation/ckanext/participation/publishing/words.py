"""The texts and dictionaries of the kernel's tables, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ckanext.participation.publishing.tables import Column, Table

FILE = Path(__file__).parent / "data" / "tables.yaml"


@cache
def said() -> Mapping[str, Any]:
    """The whole file."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def table(
    name: str,
    rows: Iterable[Sequence[Any]],
    counts: str = "",
    divided_by: tuple[str, ...] = (),
) -> Table:
    """A table of the kernel with its dictionary."""
    texts = said()["tables"][name]
    columns = tuple(_column(**column) for column in texts["columns"])
    title, description = texts["title"], texts["description"]
    return Table(name, title, description, columns, list(rows), counts, divided_by)


def _column(enum: Sequence[str] = (), **said: Any) -> Column:
    return Column(**said, enum=tuple(enum))


def suppressed_column() -> Column:
    """The column that says of a row that its number is left out."""
    return Column(name="suppressed", type="boolean", required=True, **said()["suppressed"])
