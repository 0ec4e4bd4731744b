"""How the outbox is, for `/health` and for the operator."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.health.interfaces import Finding

LATE = timedelta(minutes=5)

_STATE = sa.text("""
    SELECT count(*) FILTER (WHERE state = 'queued') AS waiting,
           count(*) FILTER (WHERE state = 'unknown') AS unknown,
           count(*) FILTER (WHERE state = 'failed') AS failed,
           min(due_at) FILTER (WHERE state = 'queued') AS oldest,
           (SELECT error FROM outbox AS last
            WHERE state = 'queued' AND channel = :channel AND error IS NOT NULL
            ORDER BY priority, due_at LIMIT 1) AS error,
           (SELECT max(finished_at) FROM outbox
            WHERE state = 'sent' AND channel = :channel) AS last_success,
           clock_timestamp() AS now
    FROM outbox WHERE state IN ('queued', 'unknown', 'failed') AND channel = :channel
""")


def state(channel: str) -> dict[str, Any]:
    """Return how many messages wait, failed or are unknown, and the times of a channel."""
    return dict(model.Session.execute(_STATE, {"channel": channel}).mappings().one())


def email() -> Finding:
    """Whether e-mail leaves."""
    return check("email")


def phone() -> Finding:
    """Whether SMS leave."""
    return check("phone")


def check(channel: str) -> Finding:
    """Late or unknown messages are what an operator must look at; single refusals are not."""
    found = state(channel)
    oldest: datetime | None = found["oldest"]
    late = oldest is not None and found["now"] - oldest > LATE
    down = bool(found["error"] and found["error"].startswith("down:"))
    facts = {
        "waiting": found["waiting"],
        "unknown": found["unknown"],
        "failed": found["failed"],
        "last_success": found["last_success"].isoformat() if found["last_success"] else None,
        "error": found["error"],
    }
    message = _words(found, late, down)
    well = not late and not down and not found["unknown"]
    return Finding(well, message, oldest if late or down else None, facts)


def _words(found: dict[str, Any], late: bool, down: bool) -> str:
    if down:
        return tk._("The gateway takes nothing: {error}. {count} messages wait.").format(
            error=found["error"].removeprefix("down: "), count=found["waiting"]
        )
    if late:
        return tk._("{count} messages wait longer than they should.").format(count=found["waiting"])
    if found["unknown"]:
        return tk._("Of {count} messages nobody knows if they were sent.").format(
            count=found["unknown"]
        )
    return tk._("{count} messages wait.").format(count=found["waiting"])
