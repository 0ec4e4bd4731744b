"""How a slice learns that somebody asked to act. The booth never names one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ckan.plugins.interfaces import Interface


@dataclass(frozen=True)
class Requested:
    """A request that was just stored; what stands for the person, never who it is."""

    confirmation_id: str
    process_no: int
    feature: str
    channel: str
    person_key: bytes
    name_key: bytes | None
    email: str
    """In its one spelling; empty where another channel was used."""
    network: str
    """The caller's `/24` or `/48`; empty when it is not known."""

    def __repr__(self) -> str:
        """Nothing of a person gets into a message about an error."""
        return f"Requested(process_no={self.process_no}, …)"


class IActRequests(Interface):
    """A slice that has to know of requests, to see a flood of them."""

    def act_requested(self, process: Any, request: Requested) -> None:
        """Somebody asked; called in the transaction that stores it, before its letter."""
