"""Counts of acts, kept from the public record. Pages call `counters.read(process_no)`.

Nothing of CKAN is imported here: the sealer, which knows nothing of CKAN, loads `folding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reading import Count


def read(process_no: int, feature: str | None = None) -> Count:
    """The counts and journals of a process, in the transaction of the request."""
    from . import counting

    return counting.read(process_no, feature)
