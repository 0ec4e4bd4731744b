"""The reader of this room's option; nobody else reads the raw key."""

from __future__ import annotations

from pathlib import Path

import ckan.plugins.toolkit as tk

OPTION = "ckanext.egov.accounts.pepper_folder"


def folder() -> Path:
    """Where peppers and all other keys lie: outside the database and its backups."""
    found = tk.config[OPTION]
    if not found:
        raise RuntimeError(f"Name a folder in {OPTION}: keys need a place.")
    return Path(found)
