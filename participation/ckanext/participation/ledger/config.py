"""The options of the public record, each read in one place."""

from __future__ import annotations

from functools import lru_cache

import ckan.plugins.toolkit as tk
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from . import keys

PREFIX = "ckanext.participation.ledger."


def key_file() -> str:
    """Where the key that signs the record lies."""
    return tk.config[PREFIX + "key_file"]


def public_key() -> Ed25519PublicKey:
    """The key by which receipts of this portal are known."""
    return _public_key(key_file())


@lru_cache(maxsize=4)
def _public_key(path: str) -> Ed25519PublicKey:
    return keys.load(path).public_key()


def site() -> str:
    """The address of the portal; records are named after it."""
    return tk.config["ckan.site_url"]


def address(process_no: int) -> str:
    """Where the files of a record are served."""
    return f"{site().rstrip('/')}/ledger/{process_no}"
