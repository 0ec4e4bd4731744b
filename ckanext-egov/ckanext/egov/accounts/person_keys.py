"""The only trace of a person that a process keeps: a hash that can't be made again later."""

import hashlib
import hmac


def person_key(pepper: bytes, kind: str, canonical: str) -> bytes:
    """The key of a person in one process.

    `kind` is `email`, `phone` or `national_id`; the same person has another key in every process,
    because every process has another pepper.
    """
    return hmac.new(pepper, f"{kind}:{canonical}".encode(), hashlib.sha256).digest()
