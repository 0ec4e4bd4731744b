"""What everybody may see of how signatures came: asked for, confirmed, taken back, taken out.

By hour, with the public reason of every removal. What is held shows only after the end: before it,
whoever floods a petition could read there which of their signatures were noticed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
import yaml
from ckanext.participation import counters
from ckanext.participation.publishing import Column, Table
from ckanext.participation.publishing.jobs import NotReady

from ..rules import SIGN
from . import holds, reasons

TABLE = Path(__file__).parent / "data" / "integrity.yaml"
KINDS = ("asked", "confirmed", "withdraw", "invalidate", "restore")

JOURNAL = sa.text(
    "SELECT hour, what, reason, total FROM petition_integrity WHERE process_no = :process_no"
    " ORDER BY hour, what, reason"
)
UNCOUNTED = sa.text("""
SELECT EXISTS (SELECT FROM petition_trace WHERE process_no = :process_no AND NOT is_counted)
    OR COALESCE((SELECT size FROM participation_log WHERE process_no = :process_no), 0)
     > COALESCE((SELECT leaves FROM petition_integrity_mark WHERE process_no = :process_no), 0)
""")


def report(process_no: int, *, is_over: bool) -> dict[str, Any]:
    """Sums, rates, reasons and hours."""
    rows = core_model.Session.execute(JOURNAL, {"process_no": process_no}).all()
    sums: dict[str, int] = dict.fromkeys(KINDS, 0)
    why: dict[tuple[str, str], int] = {}
    for row in rows:
        sums[row.what] += row.total
        if row.reason:
            key = row.what, row.reason
            why[key] = why.get(key, 0) + row.total
    counted = counters.read(process_no, SIGN)
    return {
        "process_no": process_no,
        "as_of": counted.as_of.isoformat() if counted.as_of else None,
        "count": counted.total,
        "by_state": dict(counted.by_state),
        "sums": sums,
        "share_confirmed": _share(sums["confirmed"], sums["asked"]),
        "share_invalidated": _share(
            counted.by_state.get("invalidated", 0), sum(counted.by_state.values())
        ),
        "reasons": [
            {"what": what, "reason": code, "title": dict(reasons.title(code)), "total": total}
            for (what, code), total in sorted(why.items())
        ],
        "by_hour": _by_hour(rows),
        "held": holds.decisions(process_no) if is_over else None,
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _by_hour(rows: Sequence[Any]) -> list[dict[str, Any]]:
    hours: dict[Any, dict[str, int]] = {}
    for row in rows:
        hour = hours.setdefault(row.hour, dict.fromkeys(KINDS, 0))
        hour[row.what] += row.total
    return [{"hour": hour.isoformat(), **totals} for hour, totals in hours.items()]


def tables(process_no: int) -> list[Table]:
    """The report as a table of the petition's dataset, once all of it is counted."""
    if core_model.Session.scalar(UNCOUNTED, {"process_no": process_no}):
        raise NotReady(process_no)
    said = _said()
    return [
        Table(
            name="integrity",
            title=said["title"],
            description=said["description"],
            columns=tuple(Column(**column) for column in said["columns"]),
            rows=list(_rows(process_no)),
            counts="total",
            divided_by=("what", "reason"),
        )
    ]


def _rows(process_no: int) -> Iterator[list[Any]]:
    for row in core_model.Session.execute(JOURNAL, {"process_no": process_no}):
        hour = row.hour.replace(tzinfo=None).isoformat()
        yield [hour, row.what, row.reason, row.total]


@cache
def _said() -> dict[str, Any]:
    return yaml.safe_load(TABLE.read_text(encoding="utf-8"))
