"""How a closed petition becomes a table of its dataset: one row, without its creator."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import ckan.model as core_model
import yaml
from ckanext.participation import counters
from ckanext.participation.publishing import Column, Table

from . import lifecycle, model, rules
from .fraud import integrity
from .paper import publish as paper

COLUMNS = Path(__file__).parent / "data" / "published.yaml"


def tables(process_no: int) -> list[Table]:
    """The slice's own table; counts, events and answers are the kernel's."""
    petition = model.find(process_no)
    if petition is None:
        return []
    said = _said()
    names = [column["name"] for column in said["columns"]]
    columns = tuple(Column(**column) for column in said["columns"])
    known = _known(petition)
    row = [known.get(name, getattr(petition, name, None)) for name in names]
    return [
        Table(
            name="petition",
            title=said["title"],
            description=said["description"],
            columns=columns,
            rows=[row],
        ),
        *paper.tables(process_no),
        *integrity.tables(process_no),
    ]


def _known(petition: Any) -> dict[str, Any]:
    """What doesn't stand in the petition's own row as it is published."""
    process = lifecycle.process(petition)
    body = core_model.Group.get(process.body)
    texts = ("title", "background", "details")
    return {
        **{name: getattr(petition, name).get(petition.language, "") for name in texts},
        "body": body.name if body else process.body,
        "threshold": rules.terms_of(process.rules).threshold,
        "signatures": counters.read(petition.process_no, rules.SIGN).total,
    }


@cache
def _said() -> dict[str, Any]:
    return yaml.safe_load(COLUMNS.read_text(encoding="utf-8"))
