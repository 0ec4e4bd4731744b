"""What the schedule does for petitions. Each job does one thing and may run twice."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.schedule.interfaces import Periodic
from ckanext.participation import counters
from ckanext.participation.process.model import Process

from . import config, lifecycle, model, rules

LATE = timedelta(days=2)
"""How long after closing the last signatures may still be on their way into the count."""


def periodic() -> dict[str, Periodic]:
    """The jobs by name."""
    return {
        "petitions-thresholds": Periodic(timedelta(minutes=1), check_thresholds),
        "petitions-drafts": Periodic(timedelta(days=1), forget_drafts, at=time(3, 40)),
    }


def check_thresholds() -> None:
    """Find petitions that have enough signatures; from then on an answer is owed."""
    for process_no, asked in _below_threshold():
        if rules.reaches(
            counters.read(process_no, rules.SIGN).total, rules.terms_of(asked).threshold
        ):
            lifecycle.reach_threshold(model.find(process_no, lock=True))
            core_model.Session.commit()


def _below_threshold() -> list[tuple[int, dict[str, Any]]]:
    table = model.Petition
    fresh = sa.or_(table.closed_at.is_(None), table.closed_at > sa.func.now() - LATE)
    query = (
        sa.select(table.process_no, Process.rules)
        .join(Process, Process.process_no == table.process_no)
        .where(table.state.in_(("open", "closed")), table.threshold_reached_at.is_(None), fresh)
        .order_by(table.process_no)
    )
    return [(number, asked) for number, asked in core_model.Session.execute(query)]


def forget_drafts() -> None:
    """Remove what nobody went on writing."""
    old = sa.func.now() - timedelta(days=config.draft_days())
    core_model.Session.execute(sa.delete(model.Draft).where(model.Draft.modified_at < old))
    core_model.Session.commit()
