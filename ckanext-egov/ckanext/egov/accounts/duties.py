"""What officials may do: moderate, answer for a body, read the audit record."""

from __future__ import annotations

from typing import Any

import ckan.authz as authz
import ckan.model as model
import sqlalchemy as sa

from .model import OfficialDuty

DUTIES = ("moderator", "answerer", "auditor")


def has(user: Any, duty: str, body: str | None = None) -> bool:
    """Whether a user (object, name or id) has a duty; `answerer` is always for a body.

    System administrators have all. Editors and administrators of a body answer for it.
    """
    found = _find(user)
    if found is None:
        return False
    if found.sysadmin:
        return True
    if duty == "answerer":
        return bool(body) and (_is_granted(found.id, duty, body) or _edits(found, body))
    return _is_granted(found.id, duty, "")


def bodies(user: model.User, duty: str) -> list[str]:
    """The bodies for which a user was granted a duty, by name or id as it was granted."""
    table = OfficialDuty
    query = sa.select(table.body).where(table.user_id == user.id, table.duty == duty)
    return list(model.Session.scalars(query))


def is_official(user: Any) -> bool:
    """Whether somebody has any duty at all, and so needs a second factor."""
    found = _find(user)
    if found is None:
        return False
    query = sa.select(sa.exists().where(OfficialDuty.user_id == found.id))
    return bool(found.sysadmin or model.Session.execute(query).scalar() or _edits_any(found))


def _find(user: Any) -> model.User | None:
    found = model.User.get(user) if isinstance(user, str) else user
    return found if isinstance(found, model.User) and found.is_active else None


def _is_granted(user_id: str, duty: str, body: str | None) -> bool:
    table = OfficialDuty
    mine = sa.exists().where(table.user_id == user_id, table.duty == duty, table.body == body)
    return bool(model.Session.execute(sa.select(mine)).scalar())


def _edits(user: model.User, body: str | None) -> bool:
    return bool(authz.has_user_permission_for_group_or_org(body, user.name, "update_dataset"))


def _edits_any(user: model.User) -> bool:
    return bool(authz.has_user_permission_for_some_org(user.name, "update_dataset"))
