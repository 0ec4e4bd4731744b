"""Reads the demo's petitions, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Texts = dict[str, str]


@dataclass(frozen=True)
class Signer:
    """An invented person."""

    national_id: str
    name: str
    region: str


@dataclass(frozen=True)
class Answer:
    """What the body answers and promises."""

    texts: Texts
    commitment: Texts
    commitment_days: int


@dataclass(frozen=True)
class Petition:
    """One petition of the demo."""

    key: str
    body: str
    language: str
    creator_name: str
    texts: dict[str, Texts]
    signatures: dict[str, int]
    answer: Answer | None
    close_reason: Texts | None

    @property
    def own(self) -> Texts:
        """The texts in the language of the creator."""
        return self.texts[self.language]

    def signers(self) -> Iterator[Signer]:
        """Everybody who signs, region by region."""
        for region, count in self.signatures.items():
            for number in range(1, count + 1):
                name = f"Namuna {region}-{number}"
                yield Signer(f"demo-{self.key}-{region}-{number}", name, region)


def read(path: Path) -> list[Petition]:
    """The petitions of a file."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["petitions"]
    return [_petition(row) for row in rows]


def _petition(row: dict[str, Any]) -> Petition:
    answer = row.get("answer")
    return Petition(
        key=row["key"],
        body=row["body"],
        language=row["language"],
        creator_name=row["creator_name"],
        texts={language: _texts(texts) for language, texts in row["texts"].items()},
        signatures={str(region): count for region, count in row["signatures"].items()},
        answer=Answer(**answer) if answer else None,
        close_reason=row.get("close_reason"),
    )


def _texts(texts: Texts) -> Texts:
    return {name: text.strip() for name, text in texts.items()}
