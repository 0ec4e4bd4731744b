"""The options of moderation, each read in one place."""

from __future__ import annotations

from datetime import timedelta

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.egov.moderation."


def hold_time() -> timedelta:
    """How long a case belongs to the moderator who took it."""
    return timedelta(minutes=tk.config[PREFIX + "hold_minutes"])


def case_time() -> timedelta:
    """How long a case may wait before it is overdue."""
    return timedelta(days=tk.config[PREFIX + "case_days"])


def appeal_time() -> timedelta:
    """How long an appeal may wait before it is overdue."""
    return timedelta(days=tk.config[PREFIX + "appeal_days"])


def appeal_window() -> timedelta:
    """How long after a decision its author may appeal."""
    return timedelta(days=tk.config[PREFIX + "appeal_window_days"])
