"""What the schedule does for petitions that look for sponsors."""

from __future__ import annotations

from datetime import time, timedelta

from ckanext.egov.schedule.interfaces import Periodic

from . import forgetting, gate


def periodic() -> dict[str, Periodic]:
    """The jobs by name."""
    return {
        "petitions-sponsors": Periodic(timedelta(seconds=10), gate.recheck_all),
        "petitions-sponsors-late": Periodic(timedelta(minutes=5), gate.end_late),
        "petitions-sponsors-forget": Periodic(
            timedelta(days=1), forgetting.forget_sponsors, at=time(3, 50)
        ),
    }
