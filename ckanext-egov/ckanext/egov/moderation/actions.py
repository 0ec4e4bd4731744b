"""API actions of moderation."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict, Schema

from . import appealing, cases, deciding, holding, log, queue, reasons, schema

__all__ = [
    "moderation_appeal",
    "moderation_appeal_confirm",
    "moderation_case_checkout",
    "moderation_case_decide",
    "moderation_case_list",
    "moderation_case_release",
    "moderation_case_show",
    "moderation_log_list",
    "moderation_reason_list",
]


def _valid(context: Context, data_dict: DataDict, wanted: Schema) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return data


@tk.side_effect_free
def moderation_case_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List what waits for a decision, the longest first.

    :param view: `all`, `mine` (held by the caller) or `appeals` (optional, `all`)
    :param kind: only things of this kind, for example `petition` (optional)
    :param limit: at most 100 (optional, 25)
    :param offset: how many to skip (optional, 0)
    :returns: `counts` of each view and of what is `overdue`, and `cases`
    """
    tk.check_access("moderation_case_list", context, data_dict)
    asked = _valid(context, data_dict, schema.list_schema())
    part = asked["limit"], asked["offset"]
    return queue.page(asked["view"], context["user"], *part, kind=asked.get("kind"))


@tk.side_effect_free
def moderation_case_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show a case with its text and what happened to it.

    :param id: number of the case
    """
    tk.check_access("moderation_case_show", context, data_dict)
    asked = _valid(context, data_dict, schema.case_schema())
    return queue.whole(cases.find(asked["id"]))


def moderation_case_checkout(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take a case, so that nobody else works on it for a while.

    :param id: number of the case
    :param force: take it from the moderator who holds it; this is recorded (optional, false)
    :returns: the case with `held_until`
    """
    tk.check_access("moderation_case_checkout", context, data_dict)
    asked = _valid(context, data_dict, schema.checkout_schema())
    case = holding.take(asked["id"], context["user"], asked["force"])
    model.repo.commit()
    return queue.whole(case)


def moderation_case_release(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give a case back to the queue.

    :param id: number of the case
    """
    tk.check_access("moderation_case_release", context, data_dict)
    asked = _valid(context, data_dict, schema.case_schema())
    case = holding.release(asked["id"], context["user"])
    model.repo.commit()
    return queue.whole(case)


def moderation_case_decide(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Decide a case that the caller holds. The author is told why and how to appeal.

    :param id: number of the case
    :param decision: `approve` or `reject`
    :param reason: for `reject`: a code of `moderation_reason_list`
    :param note: words of the moderator to the author (optional)
    """
    tk.check_access("moderation_case_decide", context, data_dict)
    asked = _valid(context, data_dict, schema.decide_schema())
    case = deciding.decide(
        asked["id"], context["user"], asked["decision"], asked.get("reason") or None, asked["note"]
    )
    model.repo.commit()
    return queue.whole(case)


def moderation_appeal(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Ask for a second decision. The author gets a code by e-mail and confirms with it.

    The answer is the same whether or not the address is the author's.

    :param id: number of the case, from the statement of reasons
    :param email: the author's e-mail address
    :param text: why the decision is wrong
    :returns: `confirmation_id`, to be given with the code
    """
    tk.check_access("moderation_appeal", context, data_dict)
    asked = _valid(context, data_dict, schema.appeal_schema())
    found = appealing.ask(asked["id"], asked["email"], asked["text"], asked["network"])
    model.repo.commit()
    return {"confirmation_id": found.confirmation_id}


def moderation_appeal_confirm(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Confirm an appeal: with the token of the message's link, or with its code.

    :param token: the token, or
    :param confirmation_id: what `moderation_appeal` returned, and
    :param code: the six digits of the message
    :returns: `due_at`: until when a second moderator answers
    """
    tk.check_access("moderation_appeal_confirm", context, data_dict)
    asked = _valid(context, data_dict, schema.appeal_confirm_schema())
    if not asked.get("token") and not asked.get("code"):
        raise tk.ValidationError({"code": [tk._("Type the code from the message.")]})
    case = appealing.confirm(asked.get("token"), asked.get("confirmation_id"), asked.get("code"))
    due_at = case.due_at.isoformat()
    model.repo.commit()
    return {"due_at": due_at}


@tk.side_effect_free
def moderation_log_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List what moderators decided: no names, no texts.

    :param limit: at most 1000 (optional, 25)
    :param offset: how many to skip (optional, 0)
    :returns: `totals` and `decisions`: date, kind, decision, reason, how an appeal ended, hours
        waited
    """
    tk.check_access("moderation_log_list", context, data_dict)
    asked = _valid(context, data_dict, schema.log_schema())
    found = log.rows(asked["limit"], asked["offset"])
    return {"totals": log.totals(), "decisions": [log.titled(row) for row in found]}


@tk.side_effect_free
def moderation_reason_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List the reasons for which something may be refused, in each language.

    :returns: `code`, `title`, `meaning`, `advice` and `hides`: whether the text is taken away
    """
    tk.check_access("moderation_reason_list", context, data_dict)
    return [reason.as_dict() for reason in reasons.reasons().values()]
