"""What is wrong with a dictionary, said so that the reader finds the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


def _(message: str) -> str:
    """Mark a message for the catalogues; it is translated when it is shown."""
    return message


@dataclass(frozen=True)
class Problem:
    """A column, the key of its dictionary, and a message with the values it names.

    A `note` tells something worth knowing, but nothing has to be corrected.
    """

    column: str
    key: str
    message: str
    values: dict[str, Any] = field(default_factory=dict)
    note: bool = False

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the message in the reader's language."""
        return translate(self.message).format(**self.values)
