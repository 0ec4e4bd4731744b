"""Readers of this room's options; nobody else reads the raw keys."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

_PREFIX = "ckanext.egov.theme."


def title() -> str:
    """Return the name of the portal as given: text or JSON per language, may be empty."""
    return tk.config[_PREFIX + "title"]


def owner() -> str:
    """Return who runs the portal: text or JSON per language, may be empty."""
    return tk.config[_PREFIX + "owner"]


def contact_phone() -> str:
    """Return the phone number of the help desk."""
    return tk.config[_PREFIX + "contact_phone"]


def contact_hours() -> str:
    """Return the office hours of the help desk: text or JSON per language."""
    return tk.config[_PREFIX + "contact_hours"]


def contact_email() -> str:
    """Return the e-mail address of the help desk."""
    return tk.config[_PREFIX + "contact_email"]


def contact_address() -> str:
    """Return the postal address: text or JSON per language."""
    return tk.config[_PREFIX + "contact_address"]
