"""What a room implements to have its parts looked at on `/health`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ckan.plugins import Interface


@dataclass(frozen=True)
class Finding:
    """What a look at one part found.

    `message` and `facts` (numbers, times) are for operators and hold no personal data; the public
    sees only `ok`.
    """

    ok: bool
    message: str
    since: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)


class IHealth(Interface):
    """Have parts of the portal looked at."""

    def get_health_checks(self) -> dict[str, Callable[[], Finding]]:
        """Return a function per part. It may raise: then the part is not well.

        It runs in a thread of its own with a few seconds of time, may use `model.Session` (which
        is closed afterwards) and changes nothing.
        """
        return {}

    def get_health_titles(self) -> dict[str, str]:
        """Return what each part is called in plain words: "Sending of messages"."""
        return {}
