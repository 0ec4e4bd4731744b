"""What a person wants to do, who they are, and what they are answered. Plain data.

None of it says anything of a person in a message about an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ckanext.egov.accounts.levels import Level


@dataclass(frozen=True)
class Person:
    """Who asks: what their key is made of, and where the letter goes."""

    level: Level
    kind: str
    canonical: str
    address: str = ""

    def __repr__(self) -> str:
        """Say nothing of the person."""
        return f"Person(level={self.level.name}, …)"


@dataclass(frozen=True)
class Wish:
    """What somebody wants to do, as the actions of this room have checked it.

    `feature` is one of the process, or `withdraw:` and one: then their own act is taken back.
    """

    process_no: int
    feature: str
    channel: str = "email"
    address: str = ""
    subject: str = ""
    name: str = ""
    region: str | None = None
    district: str | None = None
    payload: dict[str, Any] | None = None
    language: str = "uz"
    wants_news: bool = False
    receipt: str = ""
    """Of the act to take back: stands for the address that it was confirmed by."""
    token: str = ""
    """Chosen by the page of somebody whose identity is known, so that one tap is enough."""
    invited: bool = False
    """Whether a slice has let this person into a process that was not announced yet."""

    def __repr__(self) -> str:
        """Say nothing of the person."""
        return f"Wish(process_no={self.process_no}, feature={self.feature!r}, …)"


@dataclass(frozen=True)
class Asked:
    """What the next page needs. Only who proved their identity gets a token without a letter."""

    confirmation_id: str
    sent_to: str
    token: str = ""
