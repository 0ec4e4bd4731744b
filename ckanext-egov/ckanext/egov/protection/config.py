"""Readers of this room's options; nobody else reads the raw keys."""

import ckan.plugins.toolkit as tk

_PREFIX = "ckanext.egov.protection."


def smtp_verify() -> bool:
    """Whether the mail server's certificate is checked."""
    return tk.config[_PREFIX + "smtp_verify"]


def smtp_ca_bundle() -> str | None:
    """The file with the authorities to trust for mail; the system's own when there is none."""
    return tk.config[_PREFIX + "smtp_ca_bundle"] or None


def image_sources() -> list[str]:
    """Further addresses that pictures on our pages may come from."""
    return tk.config[_PREFIX + "image_sources"]
