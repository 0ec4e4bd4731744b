"""Readers of this room's options."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import ckan.plugins.toolkit as tk


def threads() -> int:
    """Return how many jobs may run beside each other."""
    return tk.config["ckanext.egov.schedule.threads"]


def time_zone() -> ZoneInfo:
    """Return the zone of times of day like "at 03:00": the one that pages show."""
    name = tk.config["ckan.display_timezone"]
    return ZoneInfo("UTC" if name in ("", "server") else name)
