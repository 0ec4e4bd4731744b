"""Another body has to answer: the body changes, the clock goes on as it went.

Who asked waits not a day longer because a matter came to the wrong place. Everybody can read from
whom to whom it went, when and why.
"""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov import notifications
from ckanext.egov.answers import describing, model, obligations, reminders
from ckanext.egov.answers.kinds import tell

TEMPLATE = "answer_forwarded"


def forward(row: Any, body: str, reason: dict[str, str]) -> None:
    """Have the body of this name answer. `row` must be locked; its dates stay."""
    before, at = row.body, obligations.now()
    passed: Any = model.Forward(
        obligation_id=row.obligation_id, from_body=before, to_body=body, reason=reason, at=at
    )
    core_model.Session.add(passed)
    row.body = body
    core_model.Session.flush()
    tell(row, "forwarded", at, details={"from": before, "to": body, "reason": reason})
    for name in (before, body):
        _tell_officials(row, passed, name)


def _tell_officials(row: Any, passed: Any, body: str) -> None:
    values = {
        "title": describing.about(row.kind, row.object_id)["title"],
        "from_body": passed.from_body,
        "to_body": passed.to_body,
        "reason": passed.reason,
        "answer_by": row.answer_by.isoformat(),
        "url": f"/answers/{row.obligation_id}",
    }
    for user in reminders.officials_of(body):
        to = notifications.Recipient("email", user.email, tk.config["ckan.locale_default"])
        key = f"answer-forwarded:{passed.forward_id}:{user.id}"
        notifications.queue(TEMPLATE, to, values, key=key)
