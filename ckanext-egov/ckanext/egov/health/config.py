"""Readers of this room's options."""

from __future__ import annotations

from pathlib import Path

import ckan.plugins.toolkit as tk

_PREFIX = "ckanext.egov.health."


def seconds() -> float:
    """Return how long a look at one part may take."""
    return float(tk.config[_PREFIX + "seconds"])


def details_from_loopback() -> bool:
    """Return whether who asks from this machine sees the details."""
    return tk.config[_PREFIX + "details_from_loopback"]


def folder() -> Path:
    """Return the folder whose disk must not run full."""
    return Path(tk.config[_PREFIX + "folder"] or tk.config["ckan.storage_path"] or "/")
