"""What the clock does: open and close processes at their time, index what waits."""

from __future__ import annotations

import logging
from datetime import timedelta

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckan.types import Context
from ckanext.egov.schedule.interfaces import Periodic

from . import indexing, lifecycle, rules
from .model import Process

log = logging.getLogger(__name__)

OFTEN = timedelta(seconds=5)


def periodic() -> dict[str, Periodic]:
    """What has to be done again and again."""
    return {
        "process-dates": Periodic(OFTEN, keep_dates),
        "process-index": Periodic(timedelta(seconds=20), indexing.index_waiting),
    }


def keep_dates() -> None:
    """Open what is due, close what is over; each in a transaction of its own.

    One that fails holds up no other; the failure is raised at the end, for operators to see.
    """
    failures = [*_each("process_open", _due()), *_each("process_close", _over())]
    if failures:
        raise RuntimeError(f"{len(failures)} processes were not led on") from failures[0]


def _due() -> list[int]:
    now = sa.func.clock_timestamp()
    return _numbers(
        Process.state == rules.ANNOUNCED, Process.opens_at <= now, Process.closes_at > now
    )


def _over() -> list[int]:
    """What is paused waits: its deadline may still move, unless its rules say that none does.

    What is not announced yet has no end: its slice says when it goes on or is stopped.
    """
    moves = sa.func.coalesce(Process.rules["outage"]["extends_by"].astext, "minutes") != "none"
    return _numbers(
        Process.state == rules.OPEN,
        Process.announced_at.is_not(None),
        Process.closes_at <= sa.func.clock_timestamp(),
        sa.not_(sa.and_(Process.paused_at.is_not(None), moves)),
    )


def _numbers(*conditions: sa.ColumnElement[bool]) -> list[int]:
    query = sa.select(Process.process_no).where(*conditions).order_by(Process.process_no)
    return list(model.Session.scalars(query))


def _each(action: str, numbers: list[int]) -> list[Exception]:
    failures: list[Exception] = []
    for number in numbers:
        try:
            tk.get_action(action)(Context(ignore_auth=True), {"process_no": number})
        except lifecycle.Conflict:
            model.Session.rollback()  # an official was faster
        except Exception as failure:
            model.Session.rollback()
            log.exception("%s of process %s failed", action, number)
            failures.append(failure)
    return failures
