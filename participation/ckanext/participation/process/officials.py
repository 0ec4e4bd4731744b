"""Who may run a process: the officials of its body, each act of theirs confirmed and recorded."""

from __future__ import annotations

from typing import Any

from ckan import authz
from ckan.types import Context
from ckanext.egov import audit
from ckanext.egov.accounts import second_factor

PERMISSION = "update_dataset"
"""What CKAN lets editors and administrators of a body do."""


def is_official(user: str | None, body: str) -> bool:
    """Whether this user is an editor or administrator of the body, or runs the portal."""
    return bool(user) and authz.has_user_permission_for_group_or_org(body, user, PERMISSION)


def confirm(context: Context) -> None:
    """Refuse an official whose second factor is not there."""
    if not context.get("ignore_auth"):
        second_factor.require(context)


def note(context: Context, action: str, process_no: int, details: dict[str, Any]) -> None:
    """Write what an official did into the audit record, in the transaction of the act.

    What a slice does on behalf of the portal is recorded by the slice, with who made it do so.
    """
    if context.get("user") and not context.get("ignore_auth"):
        audit.record(context["user"], action, "process", str(process_no), details)
