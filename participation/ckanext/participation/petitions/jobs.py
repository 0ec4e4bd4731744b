"""What the schedule does for petitions. Each job does one thing and may run twice."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.schedule.interfaces import Periodic
from ckanext.participation.process.model import Process

from . import config, lifecycle, model, rules
from .fraud import thresholds
from .pausing import switching

LATE = timedelta(days=2)
"""How long after closing the last signatures may still be on their way into the count."""


def periodic() -> dict[str, Periodic]:
    """The jobs by name."""
    return {
        "petitions-thresholds": Periodic(timedelta(minutes=1), check_thresholds),
        "petitions-pauses": Periodic(timedelta(minutes=1), switching.resume_over),
        "petitions-drafts": Periodic(timedelta(days=1), forget_drafts, at=time(3, 40)),
    }


def check_thresholds() -> None:
    """Find petitions that have reached a threshold, and those whose signatures fell below one."""
    waiting = _counted()
    counts = thresholds.countable([process_no for process_no, _, _ in waiting])
    for process_no, asked, reached in waiting:
        count = counts[process_no]
        terms = rules.terms_of(asked)
        needed = (terms.threshold, terms.hearing_threshold)
        if any(
            number and rules.reaches(count, number) != bool(at)
            for number, at in zip(needed, reached, strict=True)
        ):
            lifecycle.recheck_thresholds(model.find(process_no, lock=True), count)
            core_model.Session.commit()


def _counted() -> list[tuple[int, dict[str, Any], tuple[Any, Any]]]:
    """Petitions whose count may change, with their rules and when thresholds were reached."""
    table = model.Petition
    fresh = sa.or_(table.closed_at.is_(None), table.closed_at > sa.func.now() - LATE)
    query = (
        sa.select(
            table.process_no,
            Process.rules,
            table.threshold_reached_at,
            table.hearing_threshold_reached_at,
        )
        .join(Process, Process.process_no == table.process_no)
        .where(table.state.in_(("open", "closed")), fresh)
        .order_by(table.process_no)
    )
    return [(row[0], row[1], (row[2], row[3])) for row in core_model.Session.execute(query)]


def forget_drafts() -> None:
    """Remove what nobody went on writing."""
    old = sa.func.now() - timedelta(days=config.draft_days())
    core_model.Session.execute(sa.delete(model.Draft).where(model.Draft.modified_at < old))
    core_model.Session.commit()
