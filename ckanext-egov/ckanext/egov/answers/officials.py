"""Who may answer for a body, and what of their acts is recorded."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan.types import Context
from ckanext.egov import audit
from ckanext.egov.accounts import duties, second_factor

ANSWERER = "answerer"


def require(context: Context, body: str) -> None:
    """Let nobody pass who may not answer for this body, or who has no second factor."""
    if context.get("ignore_auth"):
        return
    if not is_answerer(context.get("user") or "", body):
        raise tk.NotAuthorized(tk._("You may not answer for this body."))
    second_factor.require(context)


def is_answerer(user: str, body: str) -> bool:
    """Whether a user answers for a body, given by name; a duty may name it by its id."""
    group = core_model.Group.get(body)
    names = {body, group.id} if group else {body}
    return bool(user) and any(duties.has(user, ANSWERER, name) for name in names)


def require_second_factor(context: Context) -> None:
    """Let nobody pass who signed in without a second factor where it is required."""
    second_factor.require(context)


def bodies_of(user: str) -> tuple[str, ...] | None:
    """Names of the bodies that a user answers for; None when it is every one."""
    found = core_model.User.get(user)
    if found is None or not found.is_active:
        return ()
    if found.sysadmin:
        return None
    edited = tk.get_action("organization_list_for_user")(
        {"user": found.name}, {"permission": "update_dataset"}
    )
    granted = duties.bodies(found, ANSWERER)
    group: Any = core_model.Group
    names = core_model.Session.query(group.name).filter(
        group.type == "organization",
        group.state == "active",
        sa.or_(group.id.in_([*granted, *(each["id"] for each in edited)]), group.name.in_(granted)),
    )
    return tuple(name for (name,) in names)


def note(context: Context, action: str, obligation_id: int, details: dict[str, Any]) -> None:
    """Record what an official did, in the transaction in which it happened."""
    actor = context.get("user") or "site"
    audit.record(actor, action, "answer", str(obligation_id), details)
