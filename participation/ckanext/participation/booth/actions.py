"""API actions: ask to act; take acts out of the count and bring them back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict, Schema
from ckanext.egov.accounts import second_factor
from ckanext.egov.accounts import words as account_words
from ckanext.egov.accounts.limits import TooMany
from ckanext.egov.accounts.network import client_network
from ckanext.participation.booth import acts, requesting, schema
from flask import has_request_context

__all__ = ["act_invalidate", "act_request", "act_restore"]


def act_request(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Ask to act in a process; a letter with a code and a link goes out.

    :param process_no: number of the process
    :param feature: what to do, for example `sign`; `withdraw:sign` takes it back
    :param channel: `email`, `phone`, or `identity` for who is signed in with one (optional, email)
    :param address: e-mail address or phone number
    :param subject: what in the process the act is about (optional)
    :param name: the person's name, where the process asks for it
    :param district: SOATO code of a district or city, where the process asks for it
    :param region: SOATO code of a region; that of the district when one is given (optional)
    :param payload: what the act says, as the kind of process defines it (optional)
    :param language: of the letter (optional: that of the reader)
    :param wants_news: whether to write when something happens (optional, false)
    :param receipt: of the act to take back; instead of an address (optional)
    :param token: 16 characters to confirm with, chosen by the caller, who is signed in with an
        identity (optional)
    :returns: `confirmation_id`; `sent_to`, the address as its owner knows it; `token` where the
        person's identity is known and no letter is needed
    """
    tk.check_access("act_request", context, data_dict)
    asked = _valid(data_dict, schema.act_request_schema(), context)
    network = client_network(tk.request) if has_request_context() else None
    try:
        with _transaction(context):
            return asdict(requesting.request_act(**asked, network=network))
    except TooMany as limit:
        if context.get("api_version"):
            # CKAN's API has no answer 429; pages have.
            message = account_words.wait(limit.retry_after)
            raise tk.ValidationError({"limit": [message]}) from limit
        raise


def act_invalidate(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take acts out of the count, with a reason in the public record. For moderators.

    :param act_ids: ids of acts
    :param reason: a reason code
    :returns: `changed`, how many acts were counted before and are not now
    """
    return _change("act_invalidate", acts.invalidate, context, data_dict)


def act_restore(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Bring acts that were taken out back into the count. For moderators.

    :param act_ids: ids of acts
    :param reason: a reason code
    :returns: `changed`, how many acts count again
    """
    return _change("act_restore", acts.restore, context, data_dict)


def _change(action: str, change: Any, context: Context, data_dict: DataDict) -> dict[str, Any]:
    tk.check_access(action, context, data_dict)
    asked = _valid(data_dict, schema.act_change_schema(), context)
    second_factor.require(context)
    with _transaction(context):
        return {"changed": change(context.get("user") or "", asked["act_ids"], asked["reason"])}


def _valid(data_dict: DataDict, wanted: Schema, context: Context) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return data


@contextmanager
def _transaction(context: Context) -> Iterator[None]:
    """Commit once at the end, unless the caller does; keep nothing of what failed."""
    try:
        yield
    except BaseException:
        if not context.get("defer_commit"):
            model.Session.rollback()
        raise
    if not context.get("defer_commit"):
        model.Session.commit()
