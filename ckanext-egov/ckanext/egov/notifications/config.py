"""Readers of this room's options that the portal needs; the sender reads its own in `settings`."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

_PREFIX = "ckanext.egov.notifications."


def unsubscribe_mail() -> str:
    """Return the address that takes unsubscribing by e-mail, or nothing."""
    return tk.config[_PREFIX + "unsubscribe_mail"]


def keep_days() -> int:
    """Return how long what could not be sent is kept before it is wiped."""
    return tk.config[_PREFIX + "keep_days"]


def secret() -> bytes:
    """Return what the capabilities to unsubscribe are signed with."""
    return str(tk.config["SECRET_KEY"]).encode()


def default_language() -> str:
    """Return the language for a reader whose own is not offered."""
    return tk.config["ckan.locale_default"]


def languages() -> set[str]:
    """Return the languages that messages are written in."""
    return {default_language(), *tk.config["ckan.locales_offered"]}


def site_url() -> str:
    """Return the address of the portal."""
    return tk.config["ckan.site_url"].rstrip("/")
