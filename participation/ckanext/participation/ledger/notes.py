"""Signed notes and checkpoints (C2SP signed-note and tlog-checkpoint).

A note is text, an empty line, and a line for each signature: `— NAME BASE64(key hash ‖ signature)`.
A checkpoint is a note of three lines: origin, size of the tree, root in base64.
"""

import base64
from dataclasses import dataclass
from functools import lru_cache

from ckanext.participation.ledger import keys
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

DASH = "\u2014"
SIGNATURE_BYTES = 64
HASH_BYTES = 32


class BadNote(ValueError):
    """The text is no signed note, or not signed by this key."""


@dataclass(frozen=True)
class Checkpoint:
    """What a record says of itself: its name, how many leaves, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@lru_cache(maxsize=1024)
def _key_hash(name: str, key: Ed25519PrivateKey) -> bytes:
    return keys.key_hash(name, key.public_key())


def sign(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """The note: the text and our signature under it. The same text gives the same note."""
    if not text.endswith("\n"):
        raise BadNote("a note ends with a line break")
    signature = _key_hash(name, key) + key.sign(text.encode())
    return f"{text}\n{DASH} {name} {base64.b64encode(signature).decode()}\n"


def open_note(note: str, name: str, key: Ed25519PublicKey) -> str:
    """The text of a note that this key signed under this name; BadNote otherwise."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        signature = _signature(line, name, key)
        if signature is None:
            continue
        try:
            key.verify(signature, text.encode())
        except InvalidSignature as error:
            raise BadNote("the signature does not fit the text") from error
        return text
    raise BadNote("the note is not signed by this key")


def _signature(line: str, name: str, key: Ed25519PublicKey) -> bytes | None:
    """The signature in a line, if the line is about this key."""
    words = line.split(" ")
    if len(words) != 3 or words[:2] != [DASH, name]:
        return None
    try:
        data = base64.b64decode(words[2], validate=True)
    except ValueError as error:
        raise BadNote("the signature can't be read") from error
    if len(data) != 4 + SIGNATURE_BYTES or data[:4] != keys.key_hash(name, key):
        return None
    return data[4:]


def sign_checkpoint(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The checkpoint as it is published."""
    return sign(checkpoint.text, checkpoint.origin, key)


def read_checkpoint(note: str) -> Checkpoint:
    """What a checkpoint says, its signature unchecked."""
    lines = note.partition("\n\n")[0].split("\n")
    try:
        origin, size, encoded = lines[0], lines[1], lines[2]
        root = base64.b64decode(encoded, validate=True)
    except (IndexError, ValueError) as error:
        raise BadNote("this is no checkpoint") from error
    if not size.isascii() or not size.isdigit() or str(int(size)) != size:
        raise BadNote("the size of the checkpoint is no number")
    if len(root) != HASH_BYTES:
        raise BadNote("the root of the checkpoint is no hash")
    return Checkpoint(origin, int(size), root)


def open_checkpoint(note: str, key: Ed25519PublicKey) -> Checkpoint:
    """What a checkpoint says, signed by this key under the origin it names."""
    origin = note.partition("\n")[0]
    return read_checkpoint(open_note(note, origin, key) + "\n")
