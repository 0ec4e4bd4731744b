"""The members that a row belongs to, level by level. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ckanext.budgets.package import cofog, letters
from ckanext.budgets.package.column_types import PLACES
from ckanext.budgets.package.problems import Problem

FUNCTIONS = "functional"
Known = Mapping[str, tuple[str, str]]
"""By column type: the value, and the column that tells it."""


def read(row: int, known: Known) -> dict[str, tuple[str, str]]:
    """Code and label of each level; a level with a label alone is known by it."""
    parts: dict[str, dict[str, str]] = {}
    codes: dict[str, str] = {}
    for kind, (value, column) in known.items():
        if not value:
            continue
        place = PLACES[kind]
        if place.part == "code":
            value = _code(row, column, place.level, value)
            codes[place.level] = column
        parts.setdefault(place.level, {})[place.part] = value
    found = {
        level: (held.get("code") or held["label"], held.get("label") or held["code"])
        for level, held in parts.items()
    }
    return _with_functions_above(row, found, codes)


def _code(row: int, column: str, level: str, value: str) -> str:
    """A code whose letters are of one alphabet; one of COFOG as the classification writes it."""
    mixed = letters.mixed(value)
    if mixed:
        raise Problem(row, column, "mixed_alphabets", value, {"letter": mixed})
    if not level.startswith(f"{FUNCTIONS}:"):
        return value
    code = cofog.normal(value)
    if code not in cofog.titles():
        raise Problem(row, column, "unknown_cofog", value)
    return code


def _with_functions_above(
    row: int, found: dict[str, tuple[str, str]], codes: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """A class of COFOG tells its group and division; codes that contradict it are refused."""
    told = {level: found.pop(level) for level in codes if level.startswith(f"{FUNCTIONS}:")}
    if not told:
        return found
    deepest = max((code for code, _ in told.values()), key=cofog.depth)
    line = cofog.lineage(deepest)
    for level, (code, _) in told.items():
        if code not in line:
            raise Problem(row, codes[level], "cofog_contradicts", code, {"other": deepest})
    labels = {code: label for code, label in told.values() if label != code}
    for code in line:
        found[f"{FUNCTIONS}:{cofog.depth(code)}"] = (code, labels.get(code, cofog.titles()[code]))
    return found
