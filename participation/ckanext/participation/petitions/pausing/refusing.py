"""What somebody is told who writes a petition while that is paused."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.participation.process.lifecycle import Conflict

from . import switching
from .rules import Switch


def creating() -> None:
    """Refuse a new petition while creating is paused, saying why and until when."""
    found = switching.paused(Switch.CREATING)
    if found:
        raise Conflict(words(found))


def words(found: Any) -> str:
    """Why nobody can write a petition now, and until when."""
    said = tk._("New petitions are paused. What you have typed stays here.")
    if found.until:
        day = tk.h.egov_date(found.until.isoformat(), with_time=True)
        said += " " + tk._("They are taken again from {moment}.").format(moment=day)
    return f"{said} {tk.h.egov_text(found.reason)}"
