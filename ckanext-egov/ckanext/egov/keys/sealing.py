"""Names and addresses as they are kept: sealed with keys that lie in small files of their own.

Destroying one file makes what it sealed unreadable everywhere at once, in every backup of the
database that was ever made. AES-256 in GCM; what was sealed for one column opens in no other.
Needs nothing of CKAN.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import key_files

NONCE_BYTES = 12
Sealed = bytes | memoryview | None


class KeyGone(Exception):
    """The key was destroyed: what was sealed with it is gone, and nothing is sealed with it."""


@dataclass(frozen=True)
class Keys:
    """A folder of keys by name; every machine that serves the portal sees the same one."""

    folder: Path

    def seal(self, name: str, column: str, text: str | None) -> bytes | None:
        """What is stored of a text in this column; an empty text is nothing. Raises KeyGone.

        The key is made at first use.
        """
        if not text:
            return None
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.read(name)).encrypt(nonce, text.encode(), column.encode())

    def unseal(self, name: str, column: str, sealed: Sealed) -> str | None:
        """The text again; nothing when there was none, or when nobody can read it any more."""
        return None if sealed is None else self.opener(name)(column, sealed)

    def opener(self, name: str) -> Callable[[str, Sealed], str | None]:
        """A function that unseals much with one key, which is read once."""
        try:
            cipher = AESGCM(self._path(name).read_bytes())
        except FileNotFoundError:
            return lambda column, sealed: None
        return lambda column, sealed: _open(cipher, column, sealed)

    def destroy(self, name: str) -> None:
        """Destroy a key for good; safe to do twice."""
        key_files.mark(self._tombstone(name))
        if self.exists(name):
            key_files.destroy(self._path(name))

    def exists(self, name: str) -> bool:
        """Whether there is such a key."""
        return self._path(name).exists()

    def read(self, name: str) -> bytes:
        """The key itself, made at first use; raises KeyGone."""
        if self._tombstone(name).exists():
            raise KeyGone(name)
        return key_files.make_once(self._path(name))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.people"

    def _tombstone(self, name: str) -> Path:
        return self.folder / f"{name}.forgotten"


def _open(cipher: AESGCM, column: str, sealed: Sealed) -> str | None:
    if sealed is None:
        return None
    raw = bytes(sealed)
    try:
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], column.encode()).decode()
    except (InvalidTag, ValueError):
        return None
