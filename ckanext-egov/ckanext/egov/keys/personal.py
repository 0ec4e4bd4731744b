"""What belongs to people, sealed with the key of the process that they take part in.

What has no process, or lives some weeks at most, is sealed with the key of its month.
"""

from __future__ import annotations

from collections.abc import Callable

from . import config
from .months import Months
from .sealing import Keys, Sealed


def seal(process_no: int, column: str, text: str | None) -> bytes | None:
    """What is stored of a text in this column; raises `sealing.KeyGone` when all was forgotten."""
    return _keys().seal(_process(process_no), column, text)


def unseal(process_no: int, column: str, sealed: Sealed) -> str | None:
    """The text again, as long as the key of the process is there."""
    return _keys().unseal(_process(process_no), column, sealed)


def opener(process_no: int) -> Callable[[str, Sealed], str | None]:
    """A function that unseals many texts of one process."""
    return _keys().opener(_process(process_no))


def forget(process_no: int) -> None:
    """Destroy the key of a process for good; safe to do twice."""
    _keys().destroy(_process(process_no))


def is_kept(process_no: int) -> bool:
    """Whether what people of this process left can still be read."""
    return _keys().exists(_process(process_no))


def months() -> Months:
    """The keys of months."""
    return Months(_keys())


def _keys() -> Keys:
    return Keys(config.folder())


def _process(process_no: int) -> str:
    return f"process-{int(process_no)}"
