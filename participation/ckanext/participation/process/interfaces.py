"""How a slice and the rooms above hook into a process. The kernel never names one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ckan.plugins.interfaces import Interface


@dataclass(frozen=True)
class ProcessKind:
    """A kind of process, for example a petition: what a slice tells the kernel about itself."""

    title: Callable[[], str]
    """Its name in the reader's language, in the singular."""
    features: tuple[str, ...]
    """What people can do in it; phases may list only these."""
    endpoint: str
    """The page of one process: an endpoint that takes `process_no`."""
    on_event: Callable[[int, str], None] | None = None
    """Called with process number and event, in the transaction that records the event."""
    is_findable: Callable[[int], bool] | None = None
    """Whether a slice finds its own process in the index although it was never announced."""
    tables: Callable[[int], Sequence[Any]] | None = None
    """What closing publishes besides the kernel's own tables (`publishing.Table`)."""
    given_up: Callable[[datetime], Iterable[int]] | None = None
    """Which processes ended before this moment without ever being open."""
    forget_people: Callable[[int], None] | None = None
    """Called, in a transaction, when all that a process keeps of people has to go."""


class IProcessKind(Interface):
    """A slice registers its kinds of processes."""

    def get_process_kinds(self) -> dict[str, ProcessKind]:
        """Kinds by their code, for example `{"petition": ProcessKind(...)}`."""
        return {}


class IProcessObserver(Interface):
    """A room that has to know what happens to every process, whatever its kind."""

    def process_event(
        self, process_no: int, event_id: int, event: str, details: dict[str, Any], at: datetime
    ) -> None:
        """Something happened; called in the transaction that records it."""


class IProcessEvents(Interface):
    """A room that records events of processes says what they are called."""

    def get_event_words(self) -> dict[str, Callable[[dict[str, Any]], str]]:
        """Return per event what tells it in the reader's language, from its recorded details."""
        return {}
