"""Signatures on paper as a table of their own in the dataset of a closed petition."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ckanext.participation.publishing import Column, Table

from . import counting

COLUMNS = Path(__file__).parents[1] / "data" / "published_paper.yaml"


def tables(process_no: int) -> list[Table]:
    """One row a district; no table where nobody signed on paper."""
    rows = counting.by_district(process_no)
    if not rows:
        return []
    said = _said()
    columns = tuple(Column(**column) for column in said["columns"])
    return [
        Table(
            name="paper",
            title=said["title"],
            description=said["description"],
            columns=columns,
            rows=[[row[column.name] for column in columns] for row in rows],
        )
    ]


@cache
def _said() -> dict[str, Any]:
    return yaml.safe_load(COLUMNS.read_text(encoding="utf-8"))
