"""Readers of this room's options; nobody else reads the raw keys."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.egov.accounts."


def month_key_days() -> int:
    """How many days after a month the key of what was sealed in it is destroyed."""
    return tk.config[PREFIX + "month_key_days"]


def proxy_hops() -> int:
    """How many servers of ours stand before the portal and note the caller's address."""
    return tk.config[PREFIX + "proxy_hops"]


def phone_country() -> str:
    """The code of the country that a phone number without one belongs to."""
    return str(tk.config[PREFIX + "phone_country"])


def phone_national_length() -> int:
    """How many digits a phone number of that country has."""
    return tk.config[PREFIX + "phone_national_length"]


def messages_per_address_hour() -> int:
    """How many codes one address is sent in an hour; 0 for no limit."""
    return tk.config[PREFIX + "messages_per_address_hour"]


def messages_per_address_day() -> int:
    """How many codes one address is sent in a day; 0 for no limit."""
    return tk.config[PREFIX + "messages_per_address_day"]


def messages_per_network_hour() -> int:
    """How many codes one network may ask for in an hour; 0 for no limit."""
    return tk.config[PREFIX + "messages_per_network_hour"]


def login_tries_per_person() -> int:
    """How often one network may try one user name in 15 minutes; 0 for no limit."""
    return tk.config[PREFIX + "login_tries_per_person"]


def login_tries_per_name() -> int:
    """How often all networks together may try one user name in 15 minutes; 0 for no limit."""
    return tk.config[PREFIX + "login_tries_per_name"]


def login_tries_per_network() -> int:
    """How often one network may try to log in, in 15 minutes; 0 for no limit."""
    return tk.config[PREFIX + "login_tries_per_network"]


def require_second_factor() -> bool:
    """Whether officials need a second factor to moderate and to answer."""
    return tk.config[PREFIX + "require_second_factor"]


def second_factor_hours() -> int:
    """How long a session need not be asked for the second factor again."""
    return tk.config[PREFIX + "second_factor_hours"]


def identity_minutes() -> int:
    """How long a confirmed identity is kept in the server's memory; 30 at most."""
    return min(30, tk.config[PREFIX + "identity_minutes"])


def providers() -> list[str]:
    """The ways to confirm one's identity: `oneid`, `oidc`."""
    return tk.config[PREFIX + "providers"]


def test_provider() -> bool:
    """Whether the demonstration's identity provider is offered and served."""
    return tk.config[PREFIX + "test_provider"]


def timeout_seconds() -> int:
    """How long an identity provider may take to answer."""
    return tk.config[PREFIX + "timeout_seconds"]


def oneid(name: str) -> str:
    """A setting of OneID: `url`, `client_id`, `client_secret`, `scope`."""
    return tk.config[f"{PREFIX}oneid.{name}"]


def oidc(name: str) -> str:
    """A setting of OpenID Connect, as text."""
    return tk.config[f"{PREFIX}oidc.{name}"]


def oidc_acr_values() -> list[str]:
    """The levels (`acr`) of the provider that count as a verified identity."""
    return tk.config[PREFIX + "oidc.acr_values"]


def oidc_max_age() -> int:
    """How many seconds ago the person may have logged in there; 0 for any time."""
    return tk.config[PREFIX + "oidc.max_age"]
