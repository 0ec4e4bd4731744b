"""API actions: appointing officials, and helping one who lost the phone."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan.types import Context, DataDict
from ckanext.egov import audit
from sqlalchemy.dialects.postgresql import insert as upsert_into

from . import schema, second_factor, sessions
from .model import OfficialDuty

__all__ = [
    "official_duty_grant",
    "official_duty_list",
    "official_duty_revoke",
    "second_factor_reset",
]


def _valid(data_dict: DataDict, wanted: Any, context: Context) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return data


def official_duty_grant(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give an official a duty. Noted in the audit record.

    :param user: name or id of the user
    :param duty: `moderator`, `answerer` or `auditor`
    :param body: for `answerer`: name or id of the body (organization)
    :returns: `user`, `duty`, `body`
    """
    tk.check_access("official_duty_grant", context, data_dict)
    second_factor.require(context)
    row = _duty(context, data_dict)
    insert = upsert_into(OfficialDuty).values(**row, granted_by=_actor(context))
    fresh = model.Session.execute(
        insert.on_conflict_do_nothing().returning(OfficialDuty.user_id)
    ).first()
    if fresh:
        _note(context, "duty_grant", row)
    _commit(context)
    return _shown(row)


def official_duty_revoke(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take a duty from an official. Noted in the audit record.

    :param user: name or id of the user
    :param duty: `moderator`, `answerer` or `auditor`
    :param body: for `answerer`: name or id of the body (organization)
    :returns: `user`, `duty`, `body`
    """
    tk.check_access("official_duty_revoke", context, data_dict)
    second_factor.require(context)
    row = _duty(context, data_dict)
    table = OfficialDuty
    mine = sa.and_(*(getattr(table, name) == value for name, value in row.items()))
    gone = model.Session.execute(sa.delete(table).where(mine).returning(table.user_id)).first()
    if not gone:
        raise tk.ObjectNotFound(tk._("This person does not have this duty."))
    _note(context, "duty_revoke", row)
    _commit(context)
    return _shown(row)


@tk.side_effect_free
def official_duty_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List who has which duty.

    :param user: only of this user, name or id (optional)
    :param duty: only this duty (optional)
    :param body: only for this body, name or id (optional)
    :returns: rows with `user`, `duty`, `body`, `granted_by`, `granted_at`
    """
    tk.check_access("official_duty_list", context, data_dict)
    asked = _valid(data_dict, schema.duty_list_schema(), context)
    table = OfficialDuty
    query = sa.select(table).order_by(table.duty, table.body, table.user_id)
    if asked.get("user"):
        user = model.User.get(asked["user"])
        query = query.where(table.user_id == (user.id if user else ""))
    if asked.get("duty"):
        query = query.where(table.duty == asked["duty"])
    if asked.get("body"):
        body = model.Group.get(asked["body"])
        query = query.where(table.body == (body.id if body else ""))
    return [_listed(row) for row in model.Session.scalars(query)]


def second_factor_reset(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Let an official who lost phone and recovery codes enrol again. Noted in the audit record.

    :param user: name or id of the user, who is logged out everywhere
    :returns: `user`
    """
    tk.check_access("second_factor_reset", context, data_dict)
    second_factor.require(context)
    user = model.User.get(_valid(data_dict, schema.user_schema(), context)["user"])
    assert user is not None
    second_factor.remove(user.id)
    audit.record(_actor(context), "second_factor_reset", "user", user.name)
    _commit(context)
    sessions.end(user.id)
    return {"user": user.name}


def _duty(context: Context, data_dict: DataDict) -> dict[str, str]:
    asked = _valid(data_dict, schema.duty_schema(), context)
    user = model.User.get(asked["user"])
    body = model.Group.get(asked["body"]) if asked.get("body") else None
    assert user is not None
    if (asked["duty"] == "answerer") != (body is not None):
        message = tk._("An answerer answers for a body; the other duties are for the whole portal.")
        raise tk.ValidationError({"body": [message]})
    return {"user_id": user.id, "duty": asked["duty"], "body": body.id if body else ""}


def _actor(context: Context) -> str:
    return context.get("user") or "system"


def _note(context: Context, action: str, row: dict[str, str]) -> None:
    shown = _shown(row)
    details = {"duty": shown["duty"], "body": shown["body"]}
    audit.record(_actor(context), action, "user", shown["user"], details)


def _commit(context: Context) -> None:
    if not context.get("defer_commit"):
        model.Session.commit()


def _shown(row: dict[str, str]) -> dict[str, Any]:
    user, body = model.User.get(row["user_id"]), model.Group.get(row["body"])
    return {
        "user": user.name if user else row["user_id"],
        "duty": row["duty"],
        "body": body.name if body else None,
    }


def _listed(row: Any) -> dict[str, Any]:
    shown = _shown({name: getattr(row, name) for name in ("user_id", "duty", "body")})
    return shown | {"granted_by": row.granted_by, "granted_at": row.granted_at.isoformat()}
