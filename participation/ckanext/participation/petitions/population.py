"""How many people live in each region, so that numbers of signatures can be compared."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import config

PER = 1_000_000
"""Signatures are compared per so many people: whole numbers, also for small petitions."""


@dataclass(frozen=True)
class Population:
    """People by SOATO code of their region, on one day, from one source."""

    by_region: Mapping[str, int]
    as_of: str
    source: str


def known() -> Population:
    """What the file of the operator, or else the platform's own, says."""
    return _read(config.population_file())


@cache
def _read(path: Path) -> Population:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = {row["region"]: int(row["population"]) for row in rows}
    return Population(people, rows[0]["as_of"], rows[0]["source"])


def per_head(counts: Mapping[str, int | None]) -> dict[str, int]:
    """Signatures per `PER` people, where the number is shown and the people are known."""
    people = known().by_region
    return {
        code: round(count * PER / people[code])
        for code, count in counts.items()
        if count is not None and people.get(code)
    }
