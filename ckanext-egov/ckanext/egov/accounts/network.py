"""Where a request comes from, no finer than a neighbourhood: enough to slow a flood."""

from __future__ import annotations

import ipaddress
from typing import Any

from . import config

_SIZES = {4: 24, 6: 48}


def client_network(request: Any) -> str:
    """The network of the caller as text, `/24` or `/48`; empty when it can't be told."""
    return network_of(_address(request))


def network_of(address: str) -> str:
    """The `/24` or `/48` that an address lies in; empty when it is no address."""
    try:
        found = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return str(ipaddress.ip_network(f"{found}/{_SIZES[found.version]}", strict=False))


def _address(request: Any) -> str:
    """The address that the nearest trusted proxy saw. What the caller claims further left is not
    believed."""
    hops = config.proxy_hops()
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part]
    return seen[-hops] if 0 < hops <= len(seen) else request.remote_addr or ""
