"""The options of the indicators, each read in one place."""

from __future__ import annotations

from datetime import tzinfo

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.egov.indicators."


def own_address() -> str:
    """Where the portal opens its own pages to see whether everybody can."""
    given = tk.config[PREFIX + "own_address"] or tk.config["ckan.site_url"]
    return given.rstrip("/")


def compute_minutes() -> int:
    """How often the values are computed."""
    return tk.config[PREFIX + "compute_minutes"]


def time_zone() -> tzinfo:
    """The time zone that decides to which day a value belongs."""
    return tk.h.get_display_timezone()
