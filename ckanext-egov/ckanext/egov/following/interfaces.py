"""What a room implements so that people read what they follow by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ckan.plugins import Interface


@dataclass(frozen=True)
class Thing:
    """Something that can be followed, in the reader's language."""

    title: str
    url: str


class IFollowing(Interface):
    """Name the things of a room that people follow."""

    def get_followed_kinds(self) -> dict[str, Callable[[str], Thing | None]]:
        """Return, per subject type, a function from an id to the thing; nothing if it is gone."""
        return {}
