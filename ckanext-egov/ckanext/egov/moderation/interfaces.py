"""How a room tells moderation what of its own is looked at before it is public."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NotRequired, TypedDict

from ckan.plugins import Interface

Decision = Literal["approve", "reject"]


class Shown(TypedDict):
    """What a moderator sees of an object, and where its author is told."""

    title: str
    text: str
    url: str
    author_email: NotRequired[str | None]
    language: NotRequired[str]


@dataclass(frozen=True)
class ModeratedKind:
    """A kind of thing that people send: what it is called, how it is shown and decided.

    `decide` runs in the transaction of the decision and must not commit. It is called again for
    the same object when an appeal changes something: "reject" is followed by "approve", or by
    "reject" for another reason. The reason is a code of `data/reasons.yaml`;
    `moderation.hides(reason)` says whether the text may stay visible among what was refused.
    """

    title: Callable[[], str]
    show: Callable[[str], Shown]
    decide: Callable[[str, Decision, str | None], None]


class IModeration(Interface):
    """Implemented by rooms whose objects are moderated."""

    def get_moderated_kinds(self) -> dict[str, ModeratedKind]:
        """Kinds by the key that `moderation.submit` is called with."""
        return {}
