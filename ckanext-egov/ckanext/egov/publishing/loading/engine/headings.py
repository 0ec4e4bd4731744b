"""From the headings of a file to the names of columns that PostgreSQL and CKAN accept."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from .errors import LoadError, excerpt

NAME_BYTES = 63  # NAMEDATALEN - 1: PostgreSQL would cut a longer one without a word
HEADING_CHARACTERS = 300


@dataclass(frozen=True)
class Heading:
    """A column: `name` in the table, `title` as it stands in the file, `position` from 0."""

    name: str
    title: str
    position: int


def headings(cells: list[str], most: int = 1000) -> list[Heading]:
    """The columns of a heading row; an error says which cell cannot be one."""
    if len(cells) > most:
        raise LoadError("too_many_columns", row=1, found=len(cells), most=most)
    found: list[Heading] = []
    seen: dict[str, int] = {}
    for position, cell in enumerate(cells):
        title = _clean(cell)
        _check(title, position)
        if title in seen:
            raise LoadError(
                "duplicate_heading",
                row=1,
                column=title,
                first=seen[title] + 1,
                second=position + 1,
            )
        seen[title] = position
        found.append(Heading(_name(title, {other.name for other in found}), title, position))
    return found


def _clean(cell: str) -> str:
    kept = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in cell)
    return " ".join(kept.split())


def _check(title: str, position: int) -> None:
    if not title:
        raise LoadError("empty_heading", row=1, column=str(position + 1))
    if len(title) > HEADING_CHARACTERS:
        raise LoadError(
            "long_heading",
            row=1,
            column=str(position + 1),
            length=len(title),
            most=HEADING_CHARACTERS,
            start=excerpt(title),
        )


def _name(title: str, taken: set[str]) -> str:
    """Valid for the DataStore: no leading underscore, no double quote, at most 63 bytes."""
    name = title.replace('"', "'").lstrip("_ ").strip() or "column"
    if len(name.encode()) <= NAME_BYTES and name not in taken:
        return name
    number = 1
    while (short := _cut(name, f"_{number}")) in taken:
        number += 1
    return short


def _cut(name: str, ending: str) -> str:
    room = NAME_BYTES - len(ending.encode())
    return name.encode()[:room].decode("utf-8", "ignore").strip() + ending
