"""Which networks and domains ask most: sums of the hourly numbers, never of signatures."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import sqlalchemy as sa

from . import networks
from .rules import NETWORK

TOP = sa.text("""
SELECT process_no, key, sum(asked)::bigint AS asked, sum(confirmed)::bigint AS confirmed,
    max(asked) AS most_in_an_hour, max(hour) AS last_hour
FROM petition_trend
WHERE kind = :kind AND hour > clock_timestamp() - make_interval(hours => :hours)
    AND (CAST(:process_no AS bigint) IS NULL OR process_no = :process_no)
GROUP BY process_no, key ORDER BY asked DESC, process_no, key LIMIT :rows
""")
LOUD = sa.text("""
SELECT process_no, key, hour, asked FROM petition_trend
WHERE kind = :kind AND hour >= date_trunc('hour', clock_timestamp(), 'UTC') - interval '1 hour'
    AND asked >= :least ORDER BY hour, process_no, key
""")
FORGET = sa.text(
    "DELETE FROM petition_trend WHERE hour < clock_timestamp() - make_interval(days => :days)"
)


def top(kind: str, hours: int, process_no: int | None, rows: int) -> list[dict[str, Any]]:
    """The domains or networks that asked most in the last hours, the loudest first."""
    asked = {"kind": kind, "hours": hours, "process_no": process_no, "rows": rows}
    found = [row._asdict() for row in core_model.Session.execute(TOP, asked)]
    names = _networks(found) if kind == NETWORK else None
    return [_shown(row, names) for row in found]


def loud(kind: str, least: int) -> list[Any]:
    """What reached a number of requests in this hour or the last one."""
    return list(core_model.Session.execute(LOUD, {"kind": kind, "least": least}))


def forget(days: int) -> None:
    """Drop numbers by network and domain that are old, in the caller's transaction."""
    core_model.Session.execute(FORGET, {"days": days})


def _networks(rows: list[dict[str, Any]]) -> dict[str, str]:
    keys = {bytes.fromhex(row["key"]) for row in rows}
    return {key.hex(): name for key, name in networks.shown(keys).items()}


def _shown(row: dict[str, Any], names: dict[str, str] | None) -> dict[str, Any]:
    """A row for officials. A network that is no longer kept has no name: its key tells nothing."""
    share = row["confirmed"] / row["asked"] if row["asked"] else 0.0
    return {
        "process_no": row["process_no"],
        "source": row["key"] if names is None else names.get(row["key"], ""),
        "asked": row["asked"],
        "confirmed": row["confirmed"],
        "share_confirmed": round(share, 3),
        "most_in_an_hour": row["most_in_an_hour"],
        "last_hour": row["last_hour"].isoformat(),
    }
