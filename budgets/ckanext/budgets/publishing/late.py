"""Reminds a body of a budget whose declared day of the next update has come."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.egov import notifications
from ckanext.egov.answers.obligations import today
from ckanext.egov.answers.reminders import officials_of
from ckanext.egov.publishing.schemas.rules import day
from ckanext.egov.schedule.interfaces import Periodic

TEMPLATE = "budget_late"
AGAIN = timedelta(days=7)
"""A budget that stays late is named once a week."""

MOST = 1000


def periodic() -> dict[str, Periodic]:
    """The job by its name."""
    return {"budgets-late": Periodic(timedelta(days=1), remind, at=time(8, 40))}


def remind() -> None:
    """Queue what is due; a second run of the same day queues nothing new."""
    now = today()
    for dataset in _budgets():
        due = day(str(dataset.get("next_update_due") or ""))
        if due is not None and due < now:
            _tell(dataset, due, (now - due) // AGAIN)
    model.Session.commit()


def _budgets() -> list[dict[str, Any]]:
    asked = {"fq": "dataset_type:budget", "rows": MOST, "include_private": True}
    return tk.get_action("package_search")({"ignore_auth": True}, asked)["results"]


def _tell(dataset: dict[str, Any], due: date, week: int) -> None:
    values = {
        "title": dataset.get("title_translated") or {},
        "due": due,
        "publish_url": f"/budget/publish?dataset={dataset['name']}",
    }
    for user in officials_of(dataset.get("owner_org") or ""):
        to = notifications.Recipient("email", user.email, tk.config["ckan.locale_default"])
        key = f"budget-late:{dataset['id']}:{due.isoformat()}:{week}:{user.id}"
        notifications.queue(TEMPLATE, to, values, key=key)
