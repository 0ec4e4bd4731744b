"""Template helpers of the pages."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

__all__ = ["budgets_excluded"]


def budgets_excluded(reason: str, rows: int) -> str:
    """How many rows of a source are no facts, and why."""
    words = {
        "totals": tk.ungettext(
            "{number} row that is a sum of others", "{number} rows that are sums of others", rows
        ),
        "cumulative": tk.ungettext(
            "{number} row that repeats the months before it",
            "{number} rows that repeat the months before them",
            rows,
        ),
    }
    other = tk.ungettext("{number} row ({reason})", "{number} rows ({reason})", rows)
    return words.get(reason, other).format(number=tk.h.egov_number(rows), reason=reason)
