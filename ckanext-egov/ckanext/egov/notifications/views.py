"""The page that stops messages: one click in a mail program, or a button."""

from __future__ import annotations

import ckan.model as model
import ckan.plugins as p
import ckan.plugins.toolkit as tk
from flask import Blueprint

from . import config, unsubscribing
from .interfaces import ISubscriptions, Subscription

egov_notifications = Blueprint("egov_notifications", __name__)
PATH = "/unsubscribe/"
Reply = str | tuple[str, int]


@egov_notifications.route(f"{PATH}<capability>")
def unsubscribe(capability: str) -> Reply:
    """Show a button: a scanner that follows links stops nothing."""
    found = _find(capability)
    if not found:
        return _no_such_link()
    subscription, id = found
    return _page("ask", subscription.title(id))


@egov_notifications.route(f"{PATH}<capability>", methods=["POST"])
def unsubscribe_now(capability: str) -> Reply:
    """Stop: for the button, and for mail programs, which send no cookie and no token (RFC 8058)."""
    found = _find(capability)
    if not found:
        return _no_such_link()
    subscription, id = found
    title = subscription.title(id)
    subscription.stop(id)
    model.Session.commit()
    return _page("done", title)


def _page(step: str, title: str | None) -> str:
    return tk.render("notifications/unsubscribe.html", {"step": step, "title": title})


def _no_such_link() -> Reply:
    return tk.render("notifications/unsubscribe.html", {"step": "wrong", "title": None}), 404


def _find(capability: str) -> tuple[Subscription, str] | None:
    """The list that the address is for. Whoever holds the address may stop it; nothing else."""
    key = unsubscribing.list_key(config.secret(), capability)
    kind, _, id = (key or "").partition(":")
    for plugin in p.PluginImplementations(ISubscriptions):
        subscription = plugin.get_subscriptions().get(kind)
        if subscription is not None:
            return subscription, id
    return None
