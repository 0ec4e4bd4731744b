"""An identity provider for demonstrations and tests, where everybody may be anybody.

It speaks OneID's flow and OpenID Connect, so that the portal's adapters run as they do in earnest.
It refuses to be loaded unless `ckanext.egov.accounts.test_provider` is on.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ... import config
from ..base import IdentityProvider
from ..oidc import OpenIDConnect
from ..oneid import OneID

CLIENT_ID = "portal"
CLIENT_SECRET = "demonstration"
ACR = "verified"


def base_url() -> str:
    """Where this provider is reached."""
    return tk.config["ckan.site_url"].rstrip("/") + "/test-identity"


def providers() -> dict[str, IdentityProvider]:
    """The portal's adapters, set to this provider."""
    _refuse_in_earnest()
    oneid = OneID(f"{base_url()}/oneid", CLIENT_ID, CLIENT_SECRET, is_test=True)
    oidc = OpenIDConnect(
        f"{base_url()}/oidc", CLIENT_ID, CLIENT_SECRET, acr_values=(ACR,), max_age=3600,
        title="OpenID Connect", is_test=True,
    )  # fmt: skip
    return {"test-oneid": oneid, "test-oidc": oidc}


def blueprints() -> list[Any]:
    """Its pages for people, and its addresses for the portal."""
    _refuse_in_earnest()
    from . import machine, pages

    return [pages.egov_test_identity, machine.egov_test_identity_machine]


def _refuse_in_earnest() -> None:
    if not config.test_provider():
        raise RuntimeError("The identity provider for demonstrations is switched off.")
