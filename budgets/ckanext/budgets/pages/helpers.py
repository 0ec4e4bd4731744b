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
        "left_out": tk.ungettext(
            "{number} row that its publisher leaves out",
            "{number} rows that their publisher leaves out",
            rows,
        ),
    }
    return words.get(reason, "{number}").format(number=tk.h.egov_number(rows))
