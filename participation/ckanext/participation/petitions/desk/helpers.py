"""What the templates of the desk ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import duties

__all__ = [
    "petition_body_choices",
    "petition_choices",
    "petition_is_official",
    "petition_pauses",
]


def petition_is_official() -> bool:
    """Whether who looks may have work at the desk."""
    return not tk.current_user.is_anonymous and duties.is_official(tk.current_user.name)


def petition_pauses() -> list[dict[str, Any]]:
    """What is paused for all petitions now, and why."""
    return tk.get_action("petition_pause_list")({}, {})


def petition_choices(titles: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Codes with their words in the reader's language, in the order of the words."""
    said = [(code, tk.h.egov_text(title)) for code, title in titles.items()]
    return sorted(said, key=lambda one: one[1].casefold())


def petition_body_choices(names: Iterable[str]) -> list[tuple[str, str]]:
    """Names of bodies with their titles in the reader's language."""
    said = [(name, tk.h.egov_organization_title({"name": name})) for name in names]
    return sorted(said, key=lambda one: one[1].casefold())
