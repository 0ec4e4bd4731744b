"""What stays of messages: a nightly job wipes those that never left."""

from __future__ import annotations

import ckan.model as model
import sqlalchemy as sa

from . import config

_WIPE = sa.text("""
    UPDATE outbox SET address = NULL, subject = NULL, text = NULL, html = NULL, headers = '{}'
    WHERE state IN ('failed', 'unknown') AND address IS NOT NULL
      AND finished_at < clock_timestamp() - make_interval(days => :days)
""")


def wipe() -> None:
    """Take content and address from messages that failed long ago."""
    model.Session.execute(_WIPE, {"days": config.keep_days()})
    model.Session.commit()
