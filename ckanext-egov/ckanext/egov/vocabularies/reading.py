"""Reads the data files of this room once per process."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from ckanext.egov.vocabularies.language import LANGUAGES
from ckanext.egov.vocabularies.term import Place, Term

DATA = Path(__file__).parent / "data"
TERM_FILES = (
    "sectors",
    "groups_in_need",
    "frequencies",
    "body_types",
    "local_topics",
    "bodies",
    "languages",
)
PLACE_FILES = ("regions", "districts")


@cache
def terms_of(name: str) -> Mapping[str, Term]:
    """The terms of one YAML vocabulary by code, in the order of the file."""
    rows = _yaml(name)["terms"]
    return MappingProxyType({row["code"]: _term(row) for row in rows})


@cache
def title_of(name: str) -> Mapping[str, str]:
    """The vocabulary's own title per language."""
    return MappingProxyType(_yaml(name)["title"])


@cache
def places_of(name: str) -> Mapping[str, Place]:
    """The places of one CSV register by SOATO code."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        places = [_place(row) for row in csv.DictReader(lines)]
    return MappingProxyType({place.code: place for place in places})


@cache
def _yaml(name: str) -> dict[str, Any]:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def _term(row: dict[str, Any]) -> Term:
    details = {key: value for key, value in row.items() if key not in ("code", "title", "uri")}
    return Term(
        code=row["code"],
        title=MappingProxyType(row["title"]),
        uri=row.get("uri"),
        details=MappingProxyType(details),
    )


def _place(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        title={language: row[language] for language in LANGUAGES if row[language]},
        kind=row["kind"],
        region=row["region"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        iso3166_2=row["iso3166_2"] or None,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
