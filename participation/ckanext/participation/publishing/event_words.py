"""What certifying and publishing are called among the events of their process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk


def of_events() -> dict[str, Callable[[dict[str, Any]], str]]:
    """Words per event, from its recorded details."""
    return {
        "certified": lambda _: tk._("The count is final; the key to who took part is destroyed"),
        "people_forgotten": lambda _: tk._(
            "Names and addresses of those who took part were destroyed"
        ),
        "published": lambda _: tk._("Published as data"),
    }
