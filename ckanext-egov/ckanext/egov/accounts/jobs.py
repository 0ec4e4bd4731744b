"""What is done from time to time: forgetting what nobody needs."""

from __future__ import annotations

from datetime import timedelta

import ckan.model as model
import sqlalchemy as sa
from ckanext.egov.keys import personal

from . import config, confirmations, limits, sessions


def forget_old() -> None:
    """Remove confirmations, counts and sessions that are over, and keys of months long past."""
    confirmations.forget_old()
    limits.forget_old()
    sessions.forget_old()
    today = model.Session.scalar(sa.select(sa.func.current_date()))
    model.Session.commit()
    if today is not None:
        personal.months().forget(today - timedelta(days=config.month_key_days()))
