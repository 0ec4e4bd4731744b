"""A load in words."""

from __future__ import annotations

from typing import Any

from .messages import message, warning

# How far a load is when a step begins; writing moves on with its rows.
BEGINS = {"": 0, "fetching": 2, "checking": 10, "writing": 30, "replacing": 90, "describing": 95}
MOMENTS = ("queued", "started", "readable", "finished", "search_ready")


def describe(load: Any) -> dict[str, Any]:
    """What `resource_load_status` answers."""
    if load is None:
        return {"state": "none", "percent": 0, "message": "", "warnings": []}
    error = load.error or {}
    report = load.report or {}
    return {
        "state": load.state,
        "step": load.step,
        "rows": load.rows,
        "total": load.total,
        "percent": percent(load.state, load.step, load.rows, load.total),
        "error": error.get("code"),
        "message": message(error) if error else "",
        "row": error.get("row"),
        "column": error.get("column"),
        "warnings": [warning(item) for item in report.get("warnings", [])],
        "encoding": report.get("encoding"),
        "kind": report.get("kind"),
    } | {name: _iso(getattr(load, name)) for name in MOMENTS}


def percent(state: str, step: str, rows: int, total: int | None) -> int:
    """How much is done, 0 to 100."""
    if state == "complete":
        return 100
    begin = BEGINS.get(step, 0)
    if step != "writing" or not total:
        return begin
    return begin + round((BEGINS["replacing"] - begin) * min(rows / total, 1))


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
