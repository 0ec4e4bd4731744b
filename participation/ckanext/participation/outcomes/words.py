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
        "forwarded": _forwarded,
        "released": lambda _: tk._("No answer is owed any more"),
        "decided": lambda _: tk._("Decided"),
        "committed": lambda _: tk._("The public body has made a promise"),
        "commitment_changed": lambda _: tk._("The public body has told how its promise stands"),
    }


def _forwarded(details: dict[str, Any]) -> str:
    before, now = (tk.h.egov_organization_title({"name": details[name]}) for name in ("from", "to"))
    return tk._("{body} handed it on to {other}; the last day for the answer stays").format(
        body=before, other=now
    )
