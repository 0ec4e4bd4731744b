"""When people sign: most in the first days, few at night. Numbers in, numbers out."""

from __future__ import annotations

from itertools import accumulate

HOURS = (1, 0, 0, 0, 0, 1, 2, 4, 6, 7, 7, 6, 7, 6, 6, 6, 7, 8, 10, 12, 12, 9, 5, 2)
"""How busy each hour of a day is."""
AT_ONCE = 40
"""A batch is at most about this many, and at least a few: the clock is set for each."""


def batches(signers: int, days: int) -> list[tuple[int, int]]:
    """`(hour after the opening, how many sign then)`; the numbers sum up to `signers`."""
    hours = days * 24
    if signers <= 0 or hours <= 0:
        return []
    weights = [_weight(hour, hours) for hour in range(hours)]
    whole = sum(weights)
    # Where in the crowd each hour ends; what falls between two ends signs in that hour.
    ends = [round(signers * reached / whole) for reached in accumulate(weights)]
    each = [
        (hour, end - start) for hour, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
    ]
    return _joined([(hour, count) for hour, count in each if count], max(signers // AT_ONCE, 12))


def _weight(hour: int, hours: int) -> float:
    freshness = 1 / (1 + 12 * hour / hours)
    return HOURS[hour % 24] * freshness


def _joined(found: list[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """As few batches as `most`, each at the hour of its last: a clock is not set for one person."""
    size = -(-len(found) // most)
    groups = [found[start : start + size] for start in range(0, len(found), size)]
    return [(group[-1][0], sum(count for _, count in group)) for group in groups]
