"""How other rooms say what can be owed an answer, and hear that something changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ckan.plugins import Interface

Label = str | Mapping[str, str]


def _nothing(object_id: str, what: str) -> None:
    """What a kind does on a change when it says nothing else."""


@dataclass(frozen=True)
class AnsweredKind:
    """A kind of thing that is owed an answer: a petition, a data request.

    `label` may be `{language: text}`. `on_change` runs inside the transaction of the change:
    there a slice moves its own state, appends a leaf to the public record and queues what its
    contributors are told. `what` is `acknowledged`, `answered`, `corrected`,
    `forwarded` or `released`.
    """

    title: Callable[[], str]
    url: Callable[[str], str]
    label: Callable[[str], Label]
    on_change: Callable[[str, str], None] = _nothing


@dataclass(frozen=True)
class Change:
    """What became of an obligation; `digest` is the SHA-256 of the answer as published, in hex."""

    kind: str
    object_id: str
    what: str
    at: datetime
    obligation_id: int
    digest: str | None = None
    details: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Step:
    """Something an official can do next about a thing: words of a link and where it leads."""

    title: str
    url: str


class IAnswers(Interface):
    """For plugins whose things are owed answers, and for those who watch."""

    def get_answered_kinds(self) -> dict[str, AnsweredKind]:
        """Kinds of things by the word that `answers.owe` is called with."""
        return {}

    def get_answer_steps(self, kind: str, object_id: str) -> list[Step]:
        """What officials of the body can do about a thing besides answering, for the desk."""
        return []

    def after_answer_change(self, change: Change) -> None:
        """Called for every kind inside the transaction of the change, after `on_change`."""
