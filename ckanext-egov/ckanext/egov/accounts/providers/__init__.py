"""The ways to confirm one's identity, behind one interface."""

from __future__ import annotations

from .. import config
from .base import IdentityProvider, NotConfirmed, Unreachable
from .oidc import OpenIDConnect
from .oneid import OneID

__all__ = ["IdentityProvider", "NotConfirmed", "Unreachable", "available"]


def available() -> dict[str, IdentityProvider]:
    """The providers that are switched on, by name."""
    made: dict[str, IdentityProvider] = {}
    if "oneid" in config.providers():
        made["oneid"] = OneID.from_settings()
    if "oidc" in config.providers():
        made["oidc"] = OpenIDConnect.from_settings()
    if config.test_provider():
        from . import test_provider

        made |= test_provider.providers()
    return made
