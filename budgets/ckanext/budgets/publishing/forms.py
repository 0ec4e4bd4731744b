"""What is typed into the pages of a draft, as its actions take it. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.budgets.package.column_types import AMOUNT, DIRECTION, PHASES, YEAR

Form = Mapping[str, str]
TEXT_FIELDS = (
    "budget_currency",
    "budget_unit",
    "budget_decimal_mark",
    "budget_period",
    "budget_year_starts",
)
CONSTANTS = {"constant_year": YEAR, "constant_phase": PHASES[0], "constant_direction": DIRECTION}
HEADINGS = {"year": YEAR, "phase": PHASES[0]}
MOST_COLUMNS = 200


def columns(form: Form, names: Sequence[str], before: Mapping[str, Any]) -> dict[str, Any]:
    """What `budget_draft_update` is told after the page of columns."""
    types: dict[str, str] = {}
    normalize: dict[str, dict[str, str]] = {}
    for place, name in enumerate(names[:MOST_COLUMNS]):
        kind = form.get(f"type.{place}", "")
        if not kind:
            continue
        types[name] = kind
        if kind == AMOUNT:
            normalize[name] = _heading(form, place, before.get("normalize", {}).get(name, {}))
    return {"types": types, "normalize": normalize, "table": _table(form, before["table"])}


def _heading(form: Form, place: int, before: Mapping[str, str]) -> dict[str, str]:
    """What the page asks of a heading, and what else was said of it before."""
    asked = set(HEADINGS.values())
    kept = {kind: text for kind, text in before.items() if kind not in asked}
    told = {kind: form.get(f"{name}.{place}", "").strip() for name, kind in HEADINGS.items()}
    return kept | {kind: text for kind, text in told.items() if text}


def _table(form: Form, before: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(before)
    for name in TEXT_FIELDS:
        said[name] = form.get(name, "").strip()
    said["budget_currency"] = said["budget_currency"].upper()
    said["budget_cumulative"] = "true" if form.get("budget_cumulative") else ""
    constants = {kind: form.get(name, "").strip() for name, kind in CONSTANTS.items()}
    asked = set(CONSTANTS.values())
    kept = {k: v for k, v in (before.get("budget_constants") or {}).items() if k not in asked}
    said["budget_constants"] = kept | {kind: text for kind, text in constants.items() if text}
    said["budget_phases"] = pairs(form.get("budget_phases", ""))
    said["budget_total_members"] = members(form.get("budget_total_members", ""))
    said["budget_left_out"] = members(form.get("budget_left_out", ""))
    said["budget_whole_years"] = members(form.get("budget_whole_years", ""))
    return said


def pairs(text: str) -> dict[str, str]:
    """Lines like `Actual = executed`."""
    found = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {left.strip(): right.strip() for left, _, right in found if left.strip()}


def members(text: str) -> dict[str, list[str]]:
    """Lines like `Department = Total; Subtotal`."""
    return {
        column: [value.strip() for value in values.split(";") if value.strip()]
        for column, values in pairs(text).items()
    }


def written_pairs(said: Mapping[str, str] | None) -> str:
    """Pairs as the page shows them."""
    return "\n".join(f"{left} = {right}" for left, right in (said or {}).items())


def written_members(said: Mapping[str, Sequence[str]] | str | None) -> str:
    """Members as the page shows them."""
    held = json.loads(said) if isinstance(said, str) and said else said or {}
    assert not isinstance(held, str)
    return "\n".join(f"{column} = {'; '.join(values)}" for column, values in held.items())


def explanations(form: Form) -> dict[str, str]:
    """Why notes are as they are, by their code."""
    start = "explanation."
    return {
        name.removeprefix(start): text.strip()
        for name, text in form.items()
        if name.startswith(start) and text.strip()
    }
