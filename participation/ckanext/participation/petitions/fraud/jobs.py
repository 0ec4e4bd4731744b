"""What the schedule does for the fraud desk. Each job does one thing and may run twice."""

from __future__ import annotations

from datetime import timedelta

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.schedule.interfaces import Periodic

from . import alarms, config, counting, criteria, holds, invalidating, thresholds, trends

FORGET = (
    sa.text(
        "DELETE FROM petition_trace WHERE asked_at < clock_timestamp() -"
        " make_interval(days => :days)"
    ),
    sa.text(
        "DELETE FROM petition_network WHERE seen_at < clock_timestamp() -"
        " make_interval(days => :days)"
    ),
)


def periodic() -> dict[str, Periodic]:
    """The jobs by name."""
    return {
        "petitions-fraud-count": Periodic(timedelta(seconds=20), count),
        "petitions-fraud-resume": Periodic(timedelta(minutes=1), invalidating.resume_dead),
        "petitions-fraud-thresholds": Periodic(timedelta(minutes=1), thresholds.recheck),
        "petitions-fraud-forget": Periodic(timedelta(hours=1), forget),
    }


def count() -> None:
    """Bring the numbers up to date, and tell of what is alarming in them."""
    counting.count_new()
    alarms.raise_new()


def forget() -> None:
    """Decide for who signed where nobody did; drop what tells where signatures came from."""
    days = config.trace_days()
    holds.lapse()
    for statement in FORGET:
        core_model.Session.execute(statement, {"days": days})
    trends.forget(days)
    criteria.forget(days)
    core_model.Session.commit()
