"""Officials are reminded of commitments that are late, once a week each."""

from __future__ import annotations

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov import notifications
from ckanext.egov.answers import obligations
from ckanext.egov.answers.reminders import officials_of
from ckanext.participation.outcomes import listing

TEMPLATE = "commitment_late"
EVERY_DAYS = 7


def remind() -> None:
    """Queue this week's reminders; a second run queues nothing new."""
    today = obligations.today()
    for found in listing.late(today):
        week = (today - found.due).days // EVERY_DAYS
        values = {
            "texts": found.texts,
            "due": found.due.isoformat(),
            "page_url": f"/outcomes/{found.process_no}",
        }
        for user in officials_of(found.body):
            to = notifications.Recipient("email", user.email, tk.config["ckan.locale_default"])
            key = f"commitment-late:{found.commitment_id}:{found.due}:{week}:{user.id}"
            notifications.queue(TEMPLATE, to, values, key=key)
        core_model.Session.commit()
