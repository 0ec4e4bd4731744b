"""Looks for traces of people in bytes, however they are written.

The words that their names, addresses and numbers begin with are looked for plain, in UTF-16, as hex
and as base64 at any offset; whole ones also as hashes that could be guessed back. Tokens, codes and
receipts are random and looked for by their form.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from ckanext.egov.accounts import secrets

from tests.deployment.sentinels.people import MAIL, NAME, PHONE, Person

TOKEN = re.compile(rb"(?<![0-9A-Za-z])(?:[0-9A-HJKMNP-TV-Z]{4}-?){3}[0-9A-HJKMNP-TV-Z]{4}(?!\w)")
CODE = re.compile(rb"(?<![\w.:+-])\d{6}(?![\w.:-])")
HEX_HASH = re.compile(rb"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-f])")
BASE64_HASH = re.compile(rb"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=")
SIGNATURE = re.compile(rb"[A-Za-z0-9+/]{80,}={0,2}")
CHANCE = 3
"""So many of some hundred codes may stand somewhere by chance: six digits often do."""


class Search:
    """Knows some people and finds traces of them."""

    def __init__(self, people: Iterable[Person]) -> None:
        people = list(people)
        words = {NAME, NAME.lower(), NAME.upper(), MAIL, PHONE}
        words |= {person.national_id for person in people if person.national_id}
        self.words = {form for word in words for form in encoded(word)}
        self.tokens = {secrets.normalise(person.token).encode() for person in people} - {b""}
        self.codes = {person.code.encode() for person in people} - {b""}
        self.receipts = {signature(text) for person in people for text in person.receipts}
        guesses = {word for person in people for word in person.known_by}
        self.digests = {digest for word in guesses for digest in digests(word)}

    def words_in(self, content: bytes) -> set[str]:
        """Beginnings of names, addresses and numbers that stand in it: quick, for much."""
        return {f"{form!r}" for form in self.words if form in content}

    def look(self, content: bytes) -> set[str]:
        """What of these people stands in it; shortened, so that a failure tells enough."""
        tokens = {match.replace(b"-", b"") for match in TOKEN.findall(content)}
        hashes = {*HEX_HASH.findall(content), *BASE64_HASH.findall(content)}
        found = {
            "token": tokens & self.tokens,
            "hash": hashes & self.digests,
            "receipt": set(SIGNATURE.findall(content)) & self.receipts,
        }
        codes = set(CODE.findall(content)) & self.codes
        named = {f"{kind} {match[:24]!r}…" for kind, those in found.items() for match in those}
        many = {f"codes {sorted(codes)[:5]}"} if len(codes) > CHANCE else set()
        return self.words_in(content) | named | many


def digests(word: str) -> set[bytes]:
    """Hashes of a word without any key, as hex and as base64."""
    made = set()
    for name in ("sha256", "sha1", "md5"):
        digest = hashlib.new(name, word.encode()).digest()
        made |= {digest.hex().encode(), base64.b64encode(digest)}
    return made


def encoded(word: str) -> set[bytes]:
    """The word as it may be written; base64 depends on what stands before it."""
    raw = word.encode()
    forms = {raw, raw.hex().encode(), raw.hex().upper().encode(), word.encode("utf-16-le")}
    for before in range(3):
        whole = base64.b64encode(bytes(before) + raw)
        first = (before * 8 + 5) // 6  # the first letter that is of the word alone
        last = (before + len(raw)) * 8 // 6
        forms |= {whole[first:last], whole[first:last].translate(bytes.maketrans(b"+/", b"-_"))}
    return forms


def signature(receipt: str) -> bytes:
    """The last word of a receipt: what makes it one."""
    return receipt.split()[-1].encode()
