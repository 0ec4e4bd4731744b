"""Tokens and codes: how they are made, read as people type them, and turned into hashes.

Pure, shared with the booth, which compares the same hashes without CKAN.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so a token can be read aloud."""
_CHARACTERS = frozenset(ALPHABET)
_MISTAKEN = str.maketrans("ILO", "110")

TOKEN_LENGTH = 16
CODE_LENGTH = 6
TRIES = 5
"""How often a code may be typed; counted in the row of the database, never in the session."""


def new_token() -> str:
    """80 random bits as XXXX-XXXX-XXXX-XXXX."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))
    return "-".join(characters[start : start + 4] for start in range(0, TOKEN_LENGTH, 4))


def normalise(token: str) -> str:
    """A token as it is hashed, however it was typed; empty when it can't be one."""
    typed = unicodedata.normalize("NFKC", token[:200]).upper()
    plain = "".join(part for part in typed.replace("-", " ").split()).translate(_MISTAKEN)
    return plain if len(plain) == TOKEN_LENGTH and _CHARACTERS.issuperset(plain) else ""


def token_hash(token: str) -> bytes:
    """What is stored of a token. 80 random bits can't be guessed, so no slow hash is needed."""
    return hashlib.sha256(normalise(token).encode()).digest()


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}d}"


def normalise_code(code: str) -> str:
    """A code as it is hashed, however it was typed; empty when it can't be one."""
    typed = unicodedata.normalize("NFKC", code[:50])
    plain = "".join(part for part in typed.replace("-", " ").split())
    is_code = len(plain) == CODE_LENGTH and plain.isascii() and plain.isdigit()
    return plain if is_code else ""


def code_hash(confirmation_id: str, code: str) -> bytes:
    """What is stored of a code: bound to its request, so it opens no other one."""
    return hashlib.sha256(f"{confirmation_id}:{normalise_code(code)}".encode()).digest()
