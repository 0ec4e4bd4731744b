"""Template helpers of the pages."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.cube.files import path_of

__all__ = ["budgets_excluded", "budgets_is_drawn"]


def budgets_is_drawn(dataset: dict[str, Any]) -> bool:
    """Whether a dataset has amounts that its page of pictures can show."""
    return any(path_of(resource["id"]).is_file() for resource in dataset.get("resources") or [])


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
