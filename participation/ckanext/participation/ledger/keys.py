"""The key that signs a record, and the names records are known by.

One Ed25519 key signs the checkpoints and receipts of all processes of a portal; each record has a
name of its own (its origin), so a signature for one is worth nothing for another.
"""

import base64
import hashlib
import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

ED25519 = b"\x01"
"""The signature type of the C2SP signed-note format."""


class BadKey(ValueError):
    """The file or the text holds no Ed25519 key."""


def create(path: Path) -> None:
    """Make a key unless the file is there; only its owner may read it."""
    if path.exists():
        return
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    os.link(draft, path)  # fails rather than replace a key made meanwhile
    draft.unlink()


def load(path: str | Path) -> Ed25519PrivateKey:
    """The key in a PEM file."""
    key = load_pem_private_key(Path(path).read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey("the key is not an Ed25519 key")
    return key


def raw(key: Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key (RFC 8032)."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def origin(site: str, process_no: int) -> str:
    """The name of a record: `example.uz/ledger/1` for the portal at `https://example.uz`."""
    address = urlsplit(site)
    return f"{address.netloc}{address.path.rstrip('/')}/ledger/{process_no}"


def key_hash(name: str, key: Ed25519PublicKey) -> bytes:
    """The four bytes by which a signature names its key."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + raw(key)).digest()[:4]


def vkey(name: str, key: Ed25519PublicKey) -> str:
    """The key as verifiers take it: NAME+HEX(key hash)+BASE64(type ‖ public key)."""
    encoded = base64.b64encode(ED25519 + raw(key)).decode()
    return f"{name}+{key_hash(name, key).hex()}+{encoded}"


@lru_cache(maxsize=64)
def read_vkey(text: str) -> tuple[str, Ed25519PublicKey]:
    """Name and key of a verifier key; BadKey when it is none or its hash is wrong."""
    name, _, rest = text.strip().partition("+")
    given_hash, _, encoded = rest.partition("+")
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise BadKey("the verifier key can't be read") from error
    if not name or len(data) != 33 or data[:1] != ED25519:
        raise BadKey("the verifier key is not an Ed25519 key")
    key = Ed25519PublicKey.from_public_bytes(data[1:])
    if given_hash != key_hash(name, key).hex():
        raise BadKey("the verifier key does not fit its name")
    return name, key
