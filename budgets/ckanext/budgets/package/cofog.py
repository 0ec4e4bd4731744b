"""Codes of COFOG 1999 as the classification writes them. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "data" / "cofog.csv"
DEPTH = 3
_FORMS = (
    re.compile(r"(?P<division>\d\d?)(?:\.(?P<group>\d)(?:\.(?P<klass>\d))?)?\Z"),
    re.compile(r"(?P<division>\d\d)0(?P<group>\d)(?P<klass>)\Z"),  # 0401, as Eurostat writes
    re.compile(r"(?P<division>\d\d)(?P<group>\d)(?P<klass>\d)?\Z"),
)


@cache
def titles() -> Mapping[str, str]:
    """The English title of each division, group and class by its code."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["title"] for row in csv.DictReader(file)}


def normal(code: str) -> str:
    """`4.1`, `GF0401` and `041` as `04.1`; what looks like no such code stays as it is."""
    compact = re.sub(r"\s", "", code).upper().removeprefix("GF").rstrip(".")
    parts = compact.split(".")
    if len(parts) > 1 and all(part.isascii() and part.isdigit() for part in parts[1:]):
        compact = ".".join([parts[0], *(str(int(part)) for part in parts[1:])])
    found = next((found for form in _FORMS if (found := form.match(compact))), None)
    if not found:
        return code
    # There is no group 0: spreadsheets make 10.0 of the division 10.
    levels = [found["division"].zfill(2), (found["group"] or "").strip("0"), found["klass"]]
    return ".".join(level for level in levels if level)


def lineage(code: str) -> tuple[str, ...]:
    """The codes from the division down to this one."""
    parts = code.split(".")
    return tuple(".".join(parts[: depth + 1]) for depth in range(len(parts)))


def depth(code: str) -> int:
    """1 for a division, 2 for a group, 3 for a class."""
    return code.count(".") + 1
