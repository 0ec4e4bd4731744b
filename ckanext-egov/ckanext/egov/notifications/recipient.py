"""Whom a message goes to."""

from __future__ import annotations

from dataclasses import dataclass

CHANNELS = ("email", "phone")


@dataclass(frozen=True)
class Recipient:
    """An e-mail address or a telephone number, and the language its owner reads."""

    channel: str
    address: str
    language: str

    def __post_init__(self) -> None:
        if self.channel not in CHANNELS:
            raise ValueError(f"There is no channel {self.channel!r}")
