"""The licences of this portal, read from the file that CKAN reads too."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

LIST_FILE = Path(__file__).parent / "licences.json"


@cache
def licences() -> tuple[dict[str, Any], ...]:
    """All licences, ODbL first."""
    return tuple(json.loads(LIST_FILE.read_text(encoding="utf-8")))


def licence(licence_id: str | None) -> dict[str, Any] | None:
    """One licence by its id."""
    return next((row for row in licences() if row["id"] == licence_id), None)
