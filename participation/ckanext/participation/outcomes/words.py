"""What answers, decisions and commitments are called among the events of their process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk


def of_events() -> dict[str, Callable[[dict[str, Any]], str]]:
    """Words per event, from its recorded details."""
    return {
        "acknowledged": lambda _: tk._("The public body has taken it up"),
        "answered": lambda _: tk._("The public body has answered"),
        "corrected": lambda _: tk._("The public body has corrected its answer"),
        "released": lambda _: tk._("No answer is owed any more"),
        "decided": lambda _: tk._("Decided"),
        "committed": lambda _: tk._("The public body has made a promise"),
        "commitment_changed": lambda _: tk._("The public body has told how its promise stands"),
    }
