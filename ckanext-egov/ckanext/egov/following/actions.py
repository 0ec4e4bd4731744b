"""Actions of following."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.egov.accounts import canonical, confirmations, network
from ckanext.egov.accounts.limits import TooMany

from . import follows, schema
from .words import refusal, wait

__all__ = ["follow_confirm", "follow_request", "follow_stop"]


class Slower(tk.ValidationError):
    """Too many messages were asked for."""

    retry_after = 60


def follow_request(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Ask to be told by e-mail about something. A message asks the address to confirm.

    The answer is the same whether or not the address follows already.

    :param email: the address
    :param subject_type: what kind of thing, like `process` or `dataset`
    :param subject_id: which one
    :param language: language of the messages (default: that of the request)
    :param pace: `at_once` (default), `daily` or `weekly`

    :returns: `confirmation_id`, to which the code in the message belongs, and `masked`, the
        address as its owner knows it
    :rtype: dictionary
    """
    tk.check_access("follow_request", context, data_dict)
    data, errors = tk.navl_validate(data_dict, schema.request_schema(), context)
    if errors:
        raise tk.ValidationError(errors)
    language = data.get("language") or tk.h.lang()
    try:
        confirmation_id = follows.ask(
            data["email"], data["subject_type"], data["subject_id"], language, data["pace"],
            _network(),
        )  # fmt: skip
    except TooMany as error:
        raise _slower(error) from error
    model.Session.commit()
    masked = canonical.masked_email(data["email"])
    return {"confirmation_id": confirmation_id, "masked": masked}


def follow_confirm(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Confirm a wish to follow, by the `token` of the link or by `confirmation_id` and `code`.

    :returns: `title` of what is followed now
    :rtype: dictionary
    """
    tk.check_access("follow_confirm", context, data_dict)
    try:
        request = follows.confirm(follows.FOLLOW, **proof(data_dict))
    except confirmations.Refused as error:
        model.Session.rollback()
        raise refusal(error) from error
    follows.begin(request)
    title = follows.things.title(request.subject_type, request.subject_id)
    model.Session.commit()
    return {"title": title}


def follow_stop(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Stop following, by the `capability` that stands in the unsubscribe address of a message.

    :returns: `stopped`
    :rtype: dictionary
    """
    from ckanext.egov.notifications import config, unsubscribing

    tk.check_access("follow_stop", context, data_dict)
    key = unsubscribing.list_key(config.secret(), str(data_dict.get("capability") or ""))
    kind, _, id = (key or "").partition(":")
    if kind != "follow":
        raise tk.ObjectNotFound(tk._("This link is not complete"))
    follows.stop(id)
    model.Session.commit()
    return {"stopped": True}


def proof(data_dict: DataDict) -> dict[str, str | None]:
    """Return what proves that an address is somebody's: a token, or a code with its request."""
    token = str(data_dict.get("token") or "").strip()
    if token:
        return {"token": token}
    return {
        "confirmation_id": str(data_dict.get("confirmation_id") or ""),
        "code": str(data_dict.get("code") or ""),
    }


def _network() -> str | None:
    return (network.client_network(tk.request) or None) if tk.request else None


def _slower(error: TooMany) -> Slower:
    model.Session.rollback()
    slower = Slower({"email": [wait(error.retry_after)]})
    slower.retry_after = error.retry_after
    return slower
