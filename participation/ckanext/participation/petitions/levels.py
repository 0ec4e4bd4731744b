"""Who decides at which level, and the terms of a petition to them: data, not code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import ckan.model as model
import yaml
from ckanext.egov import vocabularies

from . import config
from .rules import Terms


@dataclass(frozen=True)
class Level:
    """One level of government as the file describes it."""

    title: dict[str, str]
    body_types: tuple[str, ...]
    terms: Terms


@dataclass(frozen=True)
class Body:
    """A public body that takes petitions."""

    id: str
    name: str
    title: dict[str, str]
    region: str | None
    sector: str | None
    level: Level


def all_levels() -> tuple[Level, ...]:
    """The levels in their order."""
    return _read(config.levels_file())


@cache
def _read(path: Path) -> tuple[Level, ...]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["levels"]
    return tuple(_level(row) for row in rows)


_OPTIONAL = ("hearing_threshold", "sponsors", "sponsors_most", "sponsor_days")
"""What a level may do without: no hearings, no sponsors."""


def _level(row: dict[str, Any]) -> Level:
    terms = Terms(
        level=row["code"],
        threshold=int(row["threshold"]),
        days_open=int(row["days_open"]),
        acknowledge_days=int(row["acknowledge_days"]),
        answer_days=int(row["answer_days"]),
        sign_level=int(row["sign_level"]),
        paper=str(row.get("paper", "apart")),
        **{name: int(row.get(name, 0)) for name in _OPTIONAL},
    )
    return Level(dict(row["title"]), tuple(row["body_types"]), terms)


def level(code: str) -> Level | None:
    """The level of a code; None when the file no longer has it."""
    return next((item for item in all_levels() if item.terms.level == code), None)


def bodies() -> dict[str, Body]:
    """The bodies of this portal that take petitions, by name, in one query."""
    by_type = {kind: item for item in all_levels() for kind in item.body_types}
    group: Any = model.Group
    rows = model.Session.query(group.id, group.name, group.title, group.extras).filter(
        group.is_organization.is_(True), group.state == "active"
    )
    found = {}
    for row in rows:
        at = by_type.get((row.extras or {}).get("body_type", ""))
        if at:
            found[row.name] = _body(row, at)
    return found


def _body(row: Any, at: Level) -> Body:
    name, extras = row.name, row.extras
    stored = extras.get("title_translated")
    translated = json.loads(stored) if stored else {"uz": row.title}
    term = vocabularies.term("bodies", name)
    sector = term.details.get("sector") if term else None
    return Body(row.id, name, translated, extras.get("region") or None, sector, at)
