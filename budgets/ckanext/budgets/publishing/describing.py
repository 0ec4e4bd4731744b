"""A draft as the API and the pages tell it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ckanext.budgets.cube.measures import major
from ckanext.budgets.cube.reading import Cube
from ckanext.budgets.cube.shape import Shape
from ckanext.budgets.package import messages
from ckanext.budgets.package.spreadsheets import Spreadsheet
from ckanext.budgets.publishing import checking

SHOWN = 5
SAMPLE = 500
Told = tuple[str, str, str]
"""Direction, phase and period of an amount."""


def described(draft: Any, published: Shape | None) -> dict[str, Any]:
    """All of a draft."""
    cube = checking.cube(draft)
    findings = draft.findings or {}
    return brief(draft) | {
        "declared": draft.declared,
        "columns": _columns(draft),
        "problems": [messages.words(messages.from_record(it)) for it in findings["problems"]],
        "notes": [_note(it, draft.explanations) for it in findings["notes"]],
        "excluded": [
            {"reason": messages.reason(code), "rows": rows}
            for code, rows in findings["excluded"].items()
        ],
        "sums": _sums(cube, published) if cube else [],
    }


def brief(draft: Any) -> dict[str, Any]:
    """What a list tells of a draft."""
    return {
        "draft_id": draft.draft_id,
        "body": draft.body,
        "dataset_id": draft.dataset_id,
        "resource_id": draft.resource_id,
        "title": draft.title,
        "file_name": draft.file_name,
        "passed": draft.passed,
        "modified_at": draft.modified_at.isoformat(),
    }


def sample(table: Spreadsheet) -> list[dict[str, str]]:
    """The first rows, for guesses."""
    return [dict(row) for _, row in itertools.islice(table.rows(), SAMPLE)]


def _columns(draft: Any) -> list[dict[str, Any]]:
    """The columns of the file with values to recognise them by."""
    with TemporaryDirectory(dir=draft.folder) as name:
        table = checking.spreadsheet(draft, Path(name))
        rows = [row for _, row in itertools.islice(table.rows(), SAMPLE)]
    return [
        {
            "name": column,
            "type": draft.declared["types"].get(column, ""),
            "normalize": draft.declared["normalize"].get(column, {}),
            "left_out": draft.declared["left_out"].get(column, ""),
            "examples": list(dict.fromkeys(row[column] for row in rows if row[column]))[:SHOWN],
        }
        for column in table.names
    ]


def _note(held: dict[str, Any], explanations: dict[str, str]) -> dict[str, str]:
    words = messages.words(messages.from_record(held))
    return {"code": held["code"], "words": words, "said": explanations.get(held["code"], "")}


def _sums(cube: Cube, published: Shape | None) -> list[dict[str, Any]]:
    """Each period and phase with its amount, beside the period before it."""
    new = _by_period(cube.shape)
    known = (_by_period(published) if published else {}) | new
    exponent, currency = cube.shape.exponent, cube.shape.values("currency")[0]
    found = []
    for key, amount in sorted(new.items()):
        before = _before(key, known)
        last = known[before] if before else None
        found.append({
            "direction": key[0], "phase": key[1], "period": key[2], "currency": currency,
            "amount": str(major(amount, exponent)),
            "before": before[2] if before else None,
            "amount_before": None if last is None else str(major(last, exponent)),
            "change_percent": _change(amount, last),
        })  # fmt: skip
    return found


def _before(key: Told, known: Iterable[Told]) -> Told | None:
    """The last period of the same length before this one, in the same phase and direction."""
    earlier = [
        other
        for other in known
        if other[:2] == key[:2] and other[2] < key[2] and len(other[2]) == len(key[2])
    ]
    return max(earlier, default=None)


def _by_period(shape: Shape) -> dict[Told, int]:
    sums: dict[Told, int] = defaultdict(int)
    for item in shape.slices:
        sums[item.direction, item.phase, item.period] += item.amount
    return dict(sums)


def _change(amount: int, last: int | None) -> str | None:
    if not last:
        return None
    return str((Decimal(100 * (amount - last)) / abs(last)).quantize(Decimal("0.1")))
