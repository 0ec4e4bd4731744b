"""One typed reader per option of this room."""

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.participation.publishing."


def retention_months() -> int:
    """How many months after the end of a process what is known of its people is destroyed."""
    return tk.config[PREFIX + "retention_months"]
