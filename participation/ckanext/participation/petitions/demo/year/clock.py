"""The clock of the database, which the embedded stack lets its owner set for a demonstration."""

from __future__ import annotations

from datetime import datetime

import ckan.model as core_model
import sqlalchemy as sa

IS_THERE = sa.text("SELECT to_regproc('demo_clock.set') IS NOT NULL")
SET = sa.text("SELECT demo_clock.set(:moment)")


def is_settable() -> bool:
    """Whether this database lives where it is told to."""
    return bool(core_model.Session.scalar(IS_THERE))


def set_to(moment: datetime) -> None:
    """From now on it is this moment, and time goes on from it."""
    core_model.Session.execute(SET, {"moment": moment})
    core_model.Session.commit()
