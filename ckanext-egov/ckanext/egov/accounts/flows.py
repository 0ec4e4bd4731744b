"""One attempt to confirm an identity: it begins and ends in the same browser, once, in time."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response, after_this_request

from . import providers, vault
from .identity import Identity, cookie_options
from .providers.base import Flow

COOKIE = "egov_identity_flow"
SECONDS = 10 * 60
_KIND = "flow"


class Lost(Exception):
    """This attempt began elsewhere, was finished before, or took too long."""


def begin(name: str, came_from: str) -> str:
    """The address to send the person to; raises KeyError, `Unreachable`, `vault.Closed`."""
    provider = providers.available()[name]
    flow = Flow(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        redirect_uri=tk.url_for(
            "egov_identity.callback", provider=name, qualified=True, locale="default"
        ),
    )
    address = provider.start(flow)
    ticket = vault.put(_KIND, asdict(flow) | {"provider": name, "came_from": came_from}, SECONDS)
    _set_cookie(ticket)
    return address


def finish(name: str, arguments: Mapping[str, str]) -> tuple[Identity, str]:
    """Who came back and where they wanted to go; raises Lost and what providers raise."""
    kept = _take()
    if kept is None or kept["provider"] != name or name not in providers.available():
        raise Lost
    if not hmac.compare_digest(kept["state"], arguments.get("state", "")):
        raise Lost
    flow = Flow(**{key: kept[key] for key in ("state", "nonce", "verifier", "redirect_uri")})
    if arguments.get("error"):
        raise providers.NotConfirmed("refused there")
    return providers.available()[name].finish(flow, arguments), kept["came_from"]


def _take() -> dict[str, Any] | None:
    """An attempt is over as soon as somebody comes back with it, whatever they bring."""
    ticket = tk.request.cookies.get(COOKIE, "")
    return vault.take(_KIND, ticket) if ticket else None


def _set_cookie(ticket: str) -> None:
    def keep(response: Response) -> Response:
        response.set_cookie(COOKIE, ticket, max_age=SECONDS, **cookie_options())
        return response

    after_this_request(keep)
