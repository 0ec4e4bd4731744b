"""What runs by itself: requests that nobody can confirm any more are forgotten."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from ckan import model
from ckanext.egov.schedule.interfaces import Periodic

# A used request answers retries for a day; what it says of the person is needed no longer.
BLANK = sa.text(
    "UPDATE participation_act_request r SET name = NULL, email = NULL, phone = NULL"
    " FROM confirmation c WHERE c.confirmation_id = r.confirmation_id"
    " AND c.used_at < clock_timestamp() - interval '1 hour'"
    " AND (r.name IS NOT NULL OR r.email IS NOT NULL OR r.phone IS NOT NULL)"
)
FORGET = sa.text(
    "DELETE FROM participation_act_request r WHERE NOT EXISTS (SELECT FROM confirmation c"
    " WHERE c.confirmation_id = r.confirmation_id AND c.expires_at > clock_timestamp())"
)


def forget_requests() -> None:
    """Drop names and addresses an hour after use, and requests when their link has expired."""
    model.Session.execute(BLANK)
    model.Session.execute(FORGET)
    model.Session.commit()


PERIODIC = {"booth-forget": Periodic(timedelta(minutes=15), forget_requests)}
