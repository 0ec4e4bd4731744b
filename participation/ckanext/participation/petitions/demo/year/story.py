"""Reads the petitions of a year, as plain data.

The year ends with today: `day` 0 is 365 days ago. Each step says how many days after the petition
was written it happens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..content import Petition, Signer

DAYS = 365


@dataclass(frozen=True)
class Step:
    """Something that people or officials do."""

    day: float
    what: str
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """A petition and what becomes of it."""

    petition: Petition
    day: int
    """On which day of the year it is written."""
    days: int
    """Over how many days after its opening people sign."""
    steps: tuple[Step, ...]

    def signers(self) -> list[Signer]:
        """Everybody who signs, with the regions mixed as they would come."""
        by_region: dict[str, list[Signer]] = {}
        for signer in self.petition.signers():
            by_region.setdefault(signer.region, []).append(signer)
        placed = (
            ((place + 0.5) / len(signers), signer)
            for signers in by_region.values()
            for place, signer in enumerate(signers)
        )
        return [signer for _, signer in sorted(placed, key=lambda each: each[0])]


def read(path: Path) -> list[Story]:
    """The stories of a file."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["petitions"]
    return [_story(row) for row in rows]


def _story(row: dict[str, Any]) -> Story:
    petition = Petition(
        key=row["key"],
        body=row["body"],
        language=row["language"],
        creator_name=row["creator_name"],
        texts=row["texts"],
        signatures=row.get("signatures", {}),
        answer=None,
        close_reason=None,
    )
    steps = tuple(_step(dict(step)) for step in row.get("steps", ()))
    return Story(petition, row["day"], row.get("days", 60), steps)


def _step(row: dict[str, Any]) -> Step:
    return Step(row.pop("day"), row.pop("do"), row)
