"""The receipt a person gets at once: a signed promise that their act will be in the record.

A receipt is a signed note of four lines (name of the record, the word `receipt`, leaf hash in
base64, time) with its signature. It is deterministic, so every retry gets the same one. People
copy it from mails and screens, so reading forgives lost line breaks, spaces and the long dash.
"""

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ckanext.participation.ledger import notes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KIND = "receipt"
LONGEST = 2_000
"""Characters: a receipt has about 250; what is much longer is something else."""
TIME = "%Y-%m-%dT%H:%M:%SZ"
_DASHES = {notes.DASH, "\u2013", "\u2012", "\u2212", "-", "--"}
_NAME = re.compile(r"(?P<host>[^\s+]+)/ledger/(?P<process_no>[1-9][0-9]{0,17})")


class NotAReceipt(ValueError):
    """The text is no receipt."""


class NotGenuine(ValueError):
    """The text looks like a receipt, but this portal did not sign it."""


@dataclass(frozen=True)
class Receipt:
    """What a receipt says."""

    origin: str
    process_no: int
    leaf_hash: bytes
    at: datetime
    note: str
    """The receipt in its one exact form."""


def promise(
    key: Ed25519PrivateKey, origin: str, process_no: int, leaf_hash: bytes, at: datetime
) -> str:
    """The text of the receipt for a leaf of this process, at the time its act was stored."""
    if not origin.endswith(f"/ledger/{process_no}"):
        raise ValueError("this is the name of another record")
    return notes.sign(_text(origin, leaf_hash, at), origin, key)


def _text(origin: str, leaf_hash: bytes, at: datetime) -> str:
    encoded = base64.b64encode(leaf_hash).decode()
    return f"{origin}\n{KIND}\n{encoded}\n{at.astimezone(UTC).strftime(TIME)}\n"


def read(text: str) -> Receipt:
    """What a pasted receipt says, its signature unchecked; NotAReceipt when it is none."""
    if len(text) > LONGEST:
        raise NotAReceipt("too long for a receipt")
    words = re.sub(r"[>\s\x00]+", " ", text).split()
    if len(words) != 7 or words[1] != KIND or words[4] not in _DASHES or words[5] != words[0]:
        raise NotAReceipt("a receipt has another form")
    origin, _, encoded, moment, _, _, signature = words
    named = _NAME.fullmatch(origin)
    if not named:
        raise NotAReceipt("the first line names no record")
    leaf_hash, at = _hash(encoded), _moment(moment)
    note = f"{_text(origin, leaf_hash, at)}\n{notes.DASH} {origin} {signature}\n"
    return Receipt(origin, int(named["process_no"]), leaf_hash, at, note)


def _hash(encoded: str) -> bytes:
    try:
        found = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise NotAReceipt("the third line is no hash") from error
    if len(found) != notes.HASH_BYTES:
        raise NotAReceipt("the third line is no hash")
    return found


def _moment(text: str) -> datetime:
    try:
        return datetime.strptime(text, TIME).replace(tzinfo=UTC)
    except ValueError as error:
        raise NotAReceipt("the fourth line is no time") from error


def verify(text: str, key: Ed25519PublicKey) -> Receipt:
    """What a receipt says, signed by this key; NotAReceipt or NotGenuine otherwise."""
    receipt = read(text)
    try:
        notes.open_note(receipt.note, receipt.origin, key)
    except ValueError as error:
        raise NotGenuine("the signature is not ours") from error
    return receipt
