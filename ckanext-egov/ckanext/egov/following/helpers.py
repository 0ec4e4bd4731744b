"""Words for templates."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

__all__ = ["egov_follow_paces"]


def egov_follow_paces() -> list[tuple[str, str]]:
    """Return how often one can be told."""
    return [
        ("at_once", tk._("At once")),
        ("daily", tk._("Once a day, if there is news")),
        ("weekly", tk._("Once a week, if there is news")),
    ]
