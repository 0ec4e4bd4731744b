"""Template helpers about licences."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.licence import register, rules

__all__ = ["egov_licence", "egov_licence_choices", "egov_licences"]


def egov_licence(licence_id: str | None) -> dict[str, Any] | None:
    """A licence with `label`, `is_open` and `anchor`, or None when the portal does not know it."""
    licence = register.licence(licence_id)
    return _shown(licence) if licence else None


def egov_licences() -> list[dict[str, Any]]:
    """All licences in their order, ODbL first."""
    return [_shown(licence) for licence in register.licences()]


def egov_licence_choices(field: dict[str, Any]) -> list[dict[str, str]]:
    """Choices of the licence field."""
    return [{"value": row["id"], "label": row["label"]} for row in egov_licences()]


def _shown(licence: dict[str, Any]) -> dict[str, Any]:
    return licence | {
        "label": tk.h.egov_text(licence["title_translated"]),
        "is_open": rules.is_open(licence),
        "anchor": f"licence-{licence['id']}",
    }
