"""How to name a dataset in a text. No CKAN here."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """One reference, for people and for reference managers."""

    text: str
    bibtex: str


def cite(
    *,
    name: str,
    title: str,
    publisher: str,
    year: int | None,
    portal: str,
    url: str,
    licence: str,
) -> Citation:
    """Write a reference in the order of DataCite: creator, year, title, publisher, address."""
    first = f"{publisher} ({year})" if publisher and year else publisher or str(year or "")
    parts = [first, title, portal, url, licence]
    text = ". ".join(part.rstrip(".") for part in parts if part) + "."
    fields = {
        "author": f"{{{publisher}}}" if publisher else "",
        "title": f"{{{title}}}",
        "year": str(year or ""),
        "publisher": portal,
        "url": url,
        "note": licence,
    }
    lines = [f"  {key} = {{{_escaped(value)}}}" for key, value in fields.items() if value]
    return Citation(text, "@misc{" + _key(name) + ",\n" + ",\n".join(lines) + "\n}")


def _key(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9:_-]", "", name)


def _escaped(value: str) -> str:
    return re.sub(r"([%&#$_])", r"\\\1", value) if not value.startswith("http") else value
