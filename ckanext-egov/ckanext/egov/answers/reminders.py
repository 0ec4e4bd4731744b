"""Reminders to a body before and after a deadline, each once, by the schedule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov import notifications
from ckanext.egov.accounts import duties
from ckanext.egov.answers import config, describing, obligations, queries, rules

TEMPLATE = "answer_reminder"
EDITOR_ROLES = ("admin", "editor")


def remind() -> None:
    """Queue today's reminders; a second run of the same day queues nothing new."""
    today = obligations.today()
    for row in queries.all_open():
        clock = obligations.clock_of(row)
        due = rules.reminder(
            clock, today, obligations.calendar(), config.remind_before(), config.remind_after()
        )
        if due:
            _tell_officials(row, f"{rules.due_day(clock)}:{due}")
            core_model.Session.commit()


def officials_of(body: str) -> list[Any]:
    """Those who answer for a body: its editors and administrators, and whom the duty was given."""
    group = core_model.Group.get(body)
    if group is None:
        return []
    found = _members(group) | _granted({group.id, group.name})
    return sorted((user for user in found if user.is_active and user.email), key=lambda u: u.name)


def _tell_officials(row: Any, step: str) -> None:
    item = describing.row(row, obligations.today())
    values = {
        "title": item["title"],
        "due": item["due"],
        "days_late": item["days_late"],
        "days_left": item["days_left"],
        "acknowledge": row.acknowledged_at is None and item["due"] != item["answer_by"],
        "answer_url": f"/answers/{row.obligation_id}/edit",
    }
    for user in officials_of(row.body):
        to = notifications.Recipient("email", user.email, tk.config["ckan.locale_default"])
        key = f"answer-reminder:{row.obligation_id}:{step}:{user.id}"
        notifications.queue(TEMPLATE, to, values, key=key)


def _members(group: core_model.Group) -> set[Any]:
    member = core_model.Member
    users = core_model.Session.query(core_model.User).join(
        member, member.table_id == core_model.User.id
    )
    return set(
        users.filter(
            member.group_id == group.id,
            member.table_name == "user",
            member.state == "active",
            member.capacity.in_(EDITOR_ROLES),
        )
    )


def _granted(names: Iterable[str]) -> set[Any]:
    table = duties.OfficialDuty
    users = core_model.Session.query(core_model.User).join(
        table, table.user_id == core_model.User.id
    )
    return set(users.filter(table.duty == "answerer", table.body.in_(list(names))))
