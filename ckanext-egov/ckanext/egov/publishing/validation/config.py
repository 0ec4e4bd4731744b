"""The options of validation, each read in one place."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.egov.validation."


def most_errors() -> int:
    """How many failing cells a report lists; all are counted."""
    return tk.config[PREFIX + "most_errors"]


def batch_rows() -> int:
    """How many rows are held in memory at a time."""
    return tk.config[PREFIX + "batch_rows"]


def job_seconds() -> int:
    """How long a check may take."""
    return tk.config[PREFIX + "job_seconds"]


def most_codes() -> int:
    """The longest code list that is checked against."""
    return tk.config[PREFIX + "most_codes"]
