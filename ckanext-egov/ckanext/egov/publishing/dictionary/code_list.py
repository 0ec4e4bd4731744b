"""Where the codes of a column come from: a vocabulary of the portal, or a column elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_VOCABULARY = re.compile(r"vocabulary:\s*(?P<name>[\w-]+)")
_RESOURCE = re.compile(rf"(?:resource:|.*/)?\s*(?P<id>{_UUID})\s*#\s*(?P<column>.+)")


@dataclass(frozen=True)
class CodeList:
    """A vocabulary by name, or the column of a resource."""

    vocabulary: str = ""
    resource: str = ""
    column: str = ""

    def __str__(self) -> str:
        if self.vocabulary:
            return f"vocabulary:{self.vocabulary}"
        return f"resource:{self.resource}#{self.column}"


def parse(text: str) -> CodeList | None:
    """Read `vocabulary:NAME` or `resource:ID#COLUMN`; an address with `#COLUMN` is as good."""
    if found := _VOCABULARY.fullmatch(text):
        return CodeList(vocabulary=found["name"])
    if found := _RESOURCE.fullmatch(text):
        return CodeList(resource=found["id"].lower(), column=found["column"].strip())
    return None
