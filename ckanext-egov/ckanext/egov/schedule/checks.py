"""Whether the schedule does its work, for `/health`."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckanext.egov.health.interfaces import Finding

from . import reading


def check() -> Finding:
    """Name jobs that failed or are late."""
    _, found = reading.state()
    failed = [job for job in found if job["error"]]
    overdue = [job["name"] for job in found if job["overdue"]]
    facts = {
        "failed": {job["name"]: job["error"] for job in failed},
        "overdue": overdue,
        "last_success": {
            job["name"]: job["last_success"].isoformat() if job["last_success"] else None
            for job in found
        },
    }
    if overdue:
        message = tk._("These jobs are late: {names}").format(names=", ".join(overdue))
    elif failed:
        names = ", ".join(job["name"] for job in failed)
        message = tk._("These jobs failed: {names}").format(names=names)
    else:
        message = tk._("{count} jobs run in time").format(count=len(found))
    since = min((job["started"] for job in failed if job["started"]), default=None)
    return Finding(not failed and not overdue, message, since, facts)
