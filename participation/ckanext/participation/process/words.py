"""What the events that this room records are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk


def of_events() -> dict[str, Callable[[dict[str, Any]], str]]:
    """Words per event, from its recorded details."""
    return {
        "announced": lambda _: tk._("Announced"),
        "changed": lambda _: tk._("Changed before opening"),
        "opened": lambda _: tk._("Opened; the rules are frozen"),
        "phase_begun": lambda _: tk._("The next step has begun"),
        "paused": lambda _: tk._("Paused"),
        "resumed": _resumed,
        "extended": _extended,
        "closed": _closed,
        "stopped": lambda _: tk._("Stopped"),
    }


def _resumed(details: dict[str, Any]) -> str:
    minutes = details.get("minutes_added") or 0
    if not minutes:
        return tk._("Resumed")
    return tk.ungettext(
        "Resumed; the end moved by {number} minute", "Resumed; the end moved by {number} minutes",
        minutes,
    ).format(number=tk.h.egov_number(minutes))  # fmt: skip


def _extended(details: dict[str, Any]) -> str:
    until = tk.h.egov_date(details.get("to"), with_time=True)
    return tk._("Extended until {moment}").format(moment=until)


def _closed(details: dict[str, Any]) -> str:
    return tk._("Closed before its time") if details.get("early") else tk._("Closed")
