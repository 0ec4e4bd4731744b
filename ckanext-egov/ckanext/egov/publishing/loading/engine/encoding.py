"""In which encoding a text file is written.

UTF-8 proves itself: no other text of some length is valid UTF-8 by accident. What is not
UTF-8 is, in this country, nearly always windows-1251; the older DOS and KOI8 pages are told
from it by which letters they would make of the same bytes.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import LoadError

CHUNK = 1 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How much of ordinary Russian and Uzbek text a letter makes; what is missing here is rare.
OFTEN, SOMETIMES = set("оеаинтсрвл"), set("кмдпуяызбгчйхшқўғҳ")
WORTH = {letter: 1.0 if letter in OFTEN else 0.6 for letter in OFTEN | SOMETIMES}
RARE = 0.25
USUAL = 1.1  # windows-1251 is the one to expect
SIGNS = set("«»“”„‘’–—…№§°±•· \u00a0©™€")
SINGLE_BYTE = ("cp1251", "cp866", "koi8-r")


@dataclass
class Bytes:
    """What one reading of the whole file tells."""

    utf8_error: int | None = None
    nul: int | None = None
    high: bytes = b""


def encoding_of(path: Path) -> str:
    """The codec's name; an error names the place when the file is in none that is known."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    for bom, name in BOMS:
        if head.startswith(bom):
            return name
    if guess := _utf16_without_bom(head):
        return guess
    seen = _read_through(path)
    if seen.nul is not None:
        raise LoadError("nul_byte", **_place(path, seen.nul))
    if seen.utf8_error is None:
        return "utf-8"
    if _is_damaged_utf8(seen.high):
        raise LoadError("damaged_utf8", **_place(path, seen.utf8_error))
    return _single_byte(path, seen)


def _utf16_without_bom(head: bytes) -> str | None:
    even, odd = head[0:2000:2].count(0), head[1:2000:2].count(0)
    size = min(len(head), 2000) // 2
    if size >= 4 and odd > size * 0.4 and even == 0:
        return "utf-16-le"
    if size >= 4 and even > size * 0.4 and odd == 0:
        return "utf-16-be"
    return None


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _read_through(path: Path) -> Bytes:
    seen, position = Bytes(), 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in _chunks(path):
        if seen.nul is None and (at := chunk.find(0)) >= 0:
            seen.nul = position + at
        if seen.utf8_error is None:
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                seen.utf8_error = position - pending + error.start
        if len(seen.high) < CHUNK and not chunk.isascii():
            seen.high += chunk
        position += len(chunk)
    if seen.utf8_error is None and decoder.getstate()[0]:
        seen.utf8_error = position - len(decoder.getstate()[0])
    return seen


def _is_damaged_utf8(sample: bytes) -> bool:
    """Most of what is beyond ASCII decodes as UTF-8: a torn byte, not another encoding."""
    text = sample.decode("utf-8", "replace")
    good = sum(1 for letter in text if letter > "\x7f" and letter != "\ufffd")
    return good > 3 * text.count("\ufffd")


def _single_byte(path: Path, seen: Bytes) -> str:
    sample = bytes(byte for byte in seen.high[:200_000])
    scores = {name: _likeness(sample, name) for name in SINGLE_BYTE}
    scores["cp1251"] *= USUAL
    best = max(SINGLE_BYTE, key=lambda name: scores[name])
    if scores[best] < 0.2:
        raise LoadError("unknown_encoding", **_place(path, seen.utf8_error or 0))
    return best


def _likeness(sample: bytes, name: str) -> float:
    """How much the bytes beyond ASCII look like Cyrillic writing: at most 1."""
    text = f" {sample.decode(name, 'replace')} "
    points = [
        _worth(before, letter, after)
        for before, letter, after in zip(text, text[1:], text[2:], strict=False)
        if letter > "\x7f"
    ]
    return sum(points) / len(points) if points else 0.0


def _worth(before: str, letter: str, after: str) -> float:
    if letter in SIGNS:
        return 0.5
    cyrillic = "\u0400" <= letter <= "\u04ff"
    # A word of two scripts, or with a capital inside, is what a wrong reading makes.
    mixed = any(other.isascii() and other.isalpha() for other in (before, after))
    if not cyrillic or mixed or (letter.isupper() and before.islower()):
        return -1.0
    return WORTH.get(letter.lower(), RARE)


def _place(path: Path, offset: int) -> dict[str, Any]:
    """Row and column of a byte, counted roughly as a spreadsheet would."""
    with path.open("rb") as file:
        before = file.read(offset)
    line = before[before.rfind(b"\n") + 1 :]
    delimiter = max((b",", b";", b"\t", b"|"), key=line.count)
    first = before.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    headings = [cell.strip(' "\r') for cell in first.split(delimiter.decode())]
    index = line.count(delimiter)
    row = before.count(b"\n") + 1
    known = row > 1 and index < len(headings) and "\ufffd" not in headings[index]
    return {"row": row, "column": headings[index] if known else str(index + 1)}
