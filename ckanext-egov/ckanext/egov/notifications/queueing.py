"""Writes messages into the outbox, in the transaction of whoever has something to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from . import config, unsubscribing
from .model import Message
from .recipient import Recipient
from .rendering import render

WAKE_UP = "egov_outbox"
"""The channel on which the sender hears (LISTEN) that something was committed."""
AT_ONCE, BULK = 0, 1
"""Somebody waits for a code; news can wait behind it."""


def queue(
    template: str,
    to: Recipient,
    values: Mapping[str, Any],
    *,
    key: str,
    secrets: Mapping[str, Any] | None,
    list_key: str | None,
) -> None:
    """Do what `notifications.queue` says."""
    shown = {**values, **(secrets or {})}
    headers: dict[str, str] = {}
    if list_key:
        link = unsubscribe_url(list_key)
        headers = list_headers(link)
        shown["unsubscribe_url"] = link
    message = render(template, to.channel, to.language, shown)
    put(
        [
            {
                "key": key,
                "template": template,
                "channel": to.channel,
                "address": to.address,
                "language": to.language,
                "subject": message.subject,
                "text": message.text,
                "html": message.html,
                "headers": headers,
                "priority": BULK if list_key else AT_ONCE,
            }
        ]
    )


def put(rows: Sequence[dict[str, Any]]) -> None:
    """Insert finished messages; those whose key is there already are the same messages."""
    statement = insert(Message).on_conflict_do_nothing(index_elements=["key"])
    model.Session.execute(statement, list(rows))
    model.Session.execute(sa.select(sa.func.pg_notify(WAKE_UP, "")))


def unsubscribe_url(list_key: str) -> str:
    """Return the address that stops one list; the request log never shows it."""
    return unsubscribe_urls([list_key])[0]


def unsubscribe_urls(list_keys: Sequence[str]) -> list[str]:
    """Return such addresses for many: CKAN's `url_for` takes longer than all the rest."""
    place = "PLACE"
    address = tk.h.url_for(
        "egov_notifications.unsubscribe", capability=place, qualified=True, locale="default"
    )
    root, secret = address.removesuffix(place), config.secret()
    return [root + unsubscribing.capability(secret, list_key) for list_key in list_keys]


def list_headers(link: str) -> dict[str, str]:
    """Return the headers of one-click unsubscribing (RFC 2369, RFC 8058)."""
    ways = [f"<{link}>"]
    if config.unsubscribe_mail():
        ways.append(f"<mailto:{config.unsubscribe_mail()}?subject=unsubscribe>")
    return {
        "List-Unsubscribe": ", ".join(ways),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
