"""What the schedule did and will do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import ckan.model as model
import sqlalchemy as sa

from . import config, rules
from .interfaces import Periodic
from .jobs import jobs

_RUNS = sa.text("""
    SELECT DISTINCT ON (name) name, started, finished, error,
           (SELECT max(finished) FROM schedule_run AS well
            WHERE well.name = run.name AND well.error IS NULL) AS last_success
    FROM schedule_run AS run WHERE name = ANY(:names) ORDER BY name, started DESC
""")
GRACE = timedelta(minutes=10)
"""A job may be late by this much, or by twice its own period, before it counts as overdue."""

LONGEST_RUN = timedelta(hours=6)


def state() -> tuple[datetime, list[dict[str, Any]]]:
    """Return the database's time and each job with its last run and when it is due."""
    todo = jobs()
    now = model.Session.scalar(sa.select(sa.func.clock_timestamp()))
    assert now is not None
    rows = model.Session.execute(_RUNS, {"names": list(todo)}).mappings()
    runs = {row["name"]: row for row in rows}
    return now, [_one(name, job, runs.get(name), now) for name, job in sorted(todo.items())]


def _one(name: str, job: Periodic, run: Any, now: datetime) -> dict[str, Any]:
    last = run["started"] if run else None
    due = rules.due_at(job.every, job.at, config.time_zone(), last, now)
    running = bool(run and run["finished"] is None and now - run["started"] < LONGEST_RUN)
    return {
        "name": name,
        "every_seconds": job.every.total_seconds(),
        "at": job.at.strftime("%H:%M") if job.at else None,
        "started": last,
        "finished": run["finished"] if run else None,
        "last_success": run["last_success"] if run else None,
        "error": run["error"] if run else None,
        "due": due,
        "overdue": not running and now - due > max(GRACE, 2 * job.every if not job.at else GRACE),
    }
