"""The capability to unsubscribe: stands in the address of a message, so it must say nothing."""

from __future__ import annotations

import base64
import hashlib
import hmac

MAC_BYTES = 16


def capability(secret: bytes, list_key: str) -> str:
    """Return the text that lets its holder stop one list, and only that."""
    plain = list_key.encode()
    signed = _mac(secret, plain) + plain
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


def list_key(secret: bytes, capability: str) -> str | None:
    """Return the list that a capability is for; nothing when we did not make it."""
    try:
        signed = base64.b64decode(_padded(capability), altchars=b"-_", validate=True)
    except ValueError:
        return None
    mac, plain = signed[:MAC_BYTES], signed[MAC_BYTES:]
    if not plain or not hmac.compare_digest(mac, _mac(secret, plain)):
        return None
    return plain.decode()


def _padded(capability: str) -> bytes:
    return capability.encode("ascii") + b"=" * (-len(capability) % 4)


def _mac(secret: bytes, plain: bytes) -> bytes:
    key = hashlib.sha256(b"egov unsubscribe\n" + secret).digest()
    return hmac.digest(key, plain, "sha256")[:MAC_BYTES]
