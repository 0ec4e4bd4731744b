"""Networks as they are kept: keyed hashes to find them by, sealed to show them to officials.

Both keys lie outside the database: a copy of it tells nobody where a signature came from.
"""

from __future__ import annotations

from collections.abc import Iterable

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.accounts import limits
from ckanext.egov.keys import personal

from . import rules

KEY_BYTES = 12
"""Enough that two networks never meet; what is short is quickly searched."""
REMEMBER = sa.text("""
INSERT INTO petition_network AS kept (network_key, sealed) VALUES (:key, :sealed)
ON CONFLICT (network_key) DO UPDATE SET seen_at = clock_timestamp(), sealed = EXCLUDED.sealed
WHERE kept.seen_at < clock_timestamp() - interval '1 hour'
""")
SHOW = sa.text("SELECT network_key, sealed FROM petition_network WHERE network_key = ANY (:keys)")


def key(network: str) -> bytes | None:
    """What a network is found by; None for none."""
    return limits.key("petition_network", network)[:KEY_BYTES] if network else None


def keys(network: str) -> list[bytes]:
    """What all its traces are found by; they may be older than this month."""
    return [found[:KEY_BYTES] for found in limits.keys("petition_network", network)]


def wide_key(network: str) -> bytes | None:
    """What the wide block around a network is found by."""
    return key(rules.wide_of(network))


def remember(network: str) -> None:
    """Keep a network so that officials can read it, in the caller's transaction."""
    if network:
        values = {"key": key(network), "sealed": seal(network)}
        core_model.Session.execute(REMEMBER, values)


def shown(keys: Iterable[bytes]) -> dict[bytes, str]:
    """The networks of these keys, as far as they are still kept."""
    rows = core_model.Session.execute(SHOW, {"keys": list(keys)})
    return {bytes(row.network_key): unseal(bytes(row.sealed)) for row in rows}


def seal(network: str) -> bytes:
    """A network that only this portal can read, for some weeks."""
    return personal.months().seal("network", network) or b""


def unseal(sealed: bytes) -> str:
    """A network again; empty when its key is gone."""
    return personal.months().unseal("network", sealed) or ""
