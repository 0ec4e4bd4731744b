"""Paper as everybody sees it, and entries as officials do."""

from __future__ import annotations

from typing import Any

from . import counting


def of(process_no: int, *, counts: bool) -> dict[str, Any]:
    """Signatures on paper, by district, and whether they count for thresholds here."""
    rows = counting.by_district(process_no)
    return {
        "signatures": sum(row["signatures"] for row in rows),
        "sheets": sum(row["sheets"] for row in rows),
        "counts": counts,
        "by_district": rows,
    }


def entry(found: Any) -> dict[str, Any]:
    """One entry with who did what."""
    names = (
        "paper_id", "process_no", "district", "signatures", "sheets", "scan", "state",
        "entered_by", "confirmed_by", "withdrawn_by", "withdraw_reason",
    )  # fmt: skip
    moments = ("entered_at", "confirmed_at", "withdrawn_at")
    return {name: getattr(found, name) for name in names} | {
        name: moment.isoformat() if (moment := getattr(found, name)) else None for name in moments
    }
