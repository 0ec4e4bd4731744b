"""Actions for the operator of the outbox."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan.types import Context, DataDict
from ckanext.egov import audit

from .model import Message
from .queueing import WAKE_UP

__all__ = ["message_list", "message_resend"]

STUCK = ("failed", "unknown")
LONGEST_REASON = 1000
MOST = 500


@tk.side_effect_free
def message_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List messages that failed or of which nobody knows if they were sent, the newest first.

    No address and no content is shown. Only for system administrators.

    :returns: of at most 500 messages `id`, `template`, `channel`, `state`, `error`, `tries`,
        `queued_at`, `finished_at` and whether they can be sent again (`can_resend`)
    :rtype: list of dictionaries
    """
    tk.check_access("message_list", context, data_dict)
    statement = (
        sa.select(Message)
        .where(Message.state.in_(STUCK))
        .order_by(Message.finished_at.desc())
        .limit(MOST)
    )
    return [_shown(message) for message in model.Session.scalars(statement)]


def message_resend(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Send a message again that failed or of which nobody knows if it was sent.

    It goes out under the same Message-ID, so that a mail program may recognise a second copy.
    Only for system administrators; the reason stands in the audit record.

    :param id: id of the message
    :type id: string
    :param reason: why it is sent again
    :type reason: string

    :returns: the message, as `message_list` gives it
    :rtype: dictionary
    """
    tk.check_access("message_resend", context, data_dict)
    reason = _reason(data_dict)
    message = _locked(data_dict)
    if message.state not in STUCK:
        raise tk.ValidationError({"id": [tk._("This message is on its way or was sent already.")]})
    if message.address is None:
        raise tk.ValidationError({"id": [tk._("The content of this message has been wiped.")]})
    before, message.state = message.state, "queued"
    message.sender = message.finished_at = message.error = None
    message.tries = 0
    now: Any = sa.func.clock_timestamp()
    message.queued_at = message.due_at = now
    details = {"reason": reason, "template": message.template, "was": before}
    audit.record(context["user"], "message_resend", "message", message.message_id, details)
    model.Session.execute(sa.select(sa.func.pg_notify(WAKE_UP, "")))
    model.Session.commit()
    return _shown(message)


def _reason(data_dict: DataDict) -> str:
    reason = str(data_dict.get("reason") or "").strip()
    if not reason:
        raise tk.ValidationError({"reason": [tk._("Say why this is sent again.")]})
    if len(reason) > LONGEST_REASON or "\x00" in reason:
        raise tk.ValidationError({"reason": [tk._("Say it in at most 1,000 letters.")]})
    return reason


def _locked(data_dict: DataDict) -> Any:
    try:
        id = str(UUID(str(data_dict.get("id"))))
    except ValueError as error:
        raise tk.ObjectNotFound(tk._("There is no such message.")) from error
    message = model.Session.get(Message, id, with_for_update=True)
    if message is None:
        raise tk.ObjectNotFound(tk._("There is no such message."))
    return message


def _shown(message: Any) -> dict[str, Any]:
    def text(moment: Any) -> str | None:
        return moment.isoformat() if moment else None

    return {
        "id": message.message_id,
        "template": message.template,
        "channel": message.channel,
        "state": message.state,
        "error": message.error,
        "tries": message.tries,
        "queued_at": text(message.queued_at),
        "finished_at": text(message.finished_at),
        "can_resend": message.state in STUCK and message.address is not None,
    }
