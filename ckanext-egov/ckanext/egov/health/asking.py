"""Who asks, and what they may see."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any


def from_this_machine(environ: Mapping[str, Any]) -> bool:
    """Return whether a request began on this machine, as far as every proxy in between saw."""
    seen = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    addresses = [part for part in seen if part] + [environ.get("REMOTE_ADDR") or ""]
    if "HTTP_FORWARDED" in environ:
        return False
    return all(_is_loopback(address) for address in addresses)


def _is_loopback(address: str) -> bool:
    if not address:
        return True  # a socket of this machine
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def wants_page(environ: Mapping[str, Any]) -> bool:
    """Return whether a person asks: browsers name HTML, programs do not."""
    return environ.get("PATH_INFO") == "/health" and "text/html" in environ.get("HTTP_ACCEPT", "")
