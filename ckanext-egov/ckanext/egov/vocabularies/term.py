"""What a vocabulary is made of: terms with a title in each language, and places of the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Term:
    """One entry of a vocabulary. `details` holds what only some vocabularies have."""

    code: str
    title: Mapping[str, str]
    uri: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The term as the API gives it."""
        row: dict[str, Any] = {"code": self.code, "title": dict(self.title)}
        if self.uri:
            row["uri"] = self.uri
        return row | dict(self.details)


@dataclass(frozen=True)
class Place(Term):
    """A unit of the SOATO register with the days between which it exists."""

    kind: str = "region"
    region: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    lat: float | None = None
    lon: float | None = None
    iso3166_2: str | None = None

    def is_valid_on(self, day: date) -> bool:
        """True when the unit exists on that day; both ends count."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def as_dict(self) -> dict[str, Any]:
        row = {key: value for key, value in asdict(self).items() if value not in (None, {})}
        for key in ("valid_from", "valid_to"):
            if key in row:
                row[key] = row[key].isoformat()
        return row
