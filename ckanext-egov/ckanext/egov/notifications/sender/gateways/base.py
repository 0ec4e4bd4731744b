"""What every gateway does, and the four ways in which it may not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """A finished message on its way."""

    message_id: str
    key: str
    template: str
    channel: str
    address: str
    language: str
    subject: str
    text: str
    html: str | None
    headers: Mapping[str, str] = field(default_factory=dict)
    tries: int = 1


class Refused(Exception):
    """This message will never be taken: no such address, too long."""


class NotNow(Exception):
    """This message was not taken; it may be, later."""


class Down(Exception):
    """The gateway takes no message at all: unreachable, untrusted, wrong password."""


class Uncertain(Exception):
    """The message may have been taken: the answer never came."""


class Gateway(ABC):
    """Hands one message at a time to the world; used by one thread.

    Exceptions carry codes and kinds, never what a server says: servers repeat addresses.
    """

    @abstractmethod
    def send(self, message: Message) -> None:
        """Hand a message over: it was taken, or one of the four is raised."""

    @abstractmethod
    def close(self) -> None:
        """Let go of connections; `send` may be called again later."""
