"""What a room implements whose messages people can unsubscribe from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ckan.plugins import Interface


@dataclass(frozen=True)
class Subscription:
    """How to tell and to stop one kind of messages; `id` is what follows `kind:` in a list key."""

    title: Callable[[str], str | None]
    """What the messages of this id are about, for the page; nothing when they have stopped."""
    stop: Callable[[str], None]
    """Stop them, in the caller's transaction; stopping twice is no error."""


class ISubscriptions(Interface):
    """Let people unsubscribe with one click from what a room sends."""

    def get_subscriptions(self) -> dict[str, Subscription]:
        """Return a subscription per kind."""
        return {}
