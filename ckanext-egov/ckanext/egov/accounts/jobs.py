"""What is done from time to time: forgetting what nobody needs."""

from __future__ import annotations

import ckan.model as model

from . import confirmations, limits, sessions


def forget_old() -> None:
    """Remove confirmations, counts and sessions that are over."""
    confirmations.forget_old()
    limits.forget_old()
    sessions.forget_old()
    model.Session.commit()
