"""API actions of a creator, who has no account: prove who one is, see the petition, add to it."""

from __future__ import annotations

import uuid
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.egov.accounts import canonical, confirmations, limits
from ckanext.egov.accounts.levels import Level

from .. import calling, messages, news, tokens
from ..sponsoring import invitations
from . import model, passes, schema, updates

__all__ = [
    "petition_creator_ask",
    "petition_creator_enter",
    "petition_creator_show",
    "petition_update_create",
]


def petition_creator_ask(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Ask for the link by which the creator of a petition proves who they are.

    The answer is the same for every address; only the creator's gets a message.

    :param process_no: number of the petition
    :param email: the address that it was started with
    :returns: `confirmation_id`, which `petition_creator_enter` takes together with the code
    """
    wanted = schema.petition_creator_ask_schema()
    asked = calling.checked("petition_creator_ask", context, data_dict, wanted)
    petition = calling.found(asked["process_no"])
    own = petition.creator_email
    if not own or canonical.email(own) != canonical.email(asked["email"]):
        return {"confirmation_id": str(uuid.uuid4())}
    try:
        confirmation = confirmations.create(
            _purpose(petition.process_no), "email", own, Level.EMAIL, calling.network_of_caller()
        )
    except limits.TooMany:
        # Who asks too often is told so only when they could know: here nobody could.
        calling.undo(context)
        return {"confirmation_id": str(uuid.uuid4())}
    news.send_key(petition, confirmation)
    calling.commit(context)
    return {"confirmation_id": confirmation.confirmation_id}


def petition_creator_enter(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Prove with the token or the code of the message to be the creator of a petition.

    :param process_no: number of the petition
    :param token: the token of the link; or
    :param confirmation_id: what `petition_creator_ask` gave, together with
    :param code: the code of the e-mail
    :returns: `process_no` and `pass`, good for twelve hours for the other actions of a creator
    """
    wanted = schema.petition_creator_enter_schema()
    given = calling.checked("petition_creator_enter", context, data_dict, wanted)
    petition = calling.found(given["process_no"])
    try:
        confirmations.use(
            token=given.get("token") or None,
            confirmation_id=given.get("confirmation_id") or None,
            code=given.get("code") or None,
            purpose=_purpose(petition.process_no),
        )
    except confirmations.Expired as late:
        calling.undo(context)
        said = tk._("This code or link is too old. Ask for a new one.")
        raise tk.ValidationError({"code": [said]}) from late
    except confirmations.Refused as refused:
        calling.undo(context)
        raise tk.ValidationError({"code": [messages.of_confirmation(refused)]}) from refused
    calling.commit(context)
    return {"process_no": petition.process_no, "pass": passes.make(petition.process_no)}


def petition_creator_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show a petition to its creator: how it stands, its invitation, its updates.

    :param process_no: number of the petition
    :param pass: what `petition_creator_enter` gave
    :returns: the texts and the sponsors as `petition_invitation_show` gives them, `invitation`,
        `updates` in every state, and `updates_left`, how many more one may write
    """
    asked = calling.valid(data_dict, schema.petition_creator_show_schema(), context)
    tk.check_access("petition_creator_show", context, asked)
    petition = calling.found(asked["process_no"])
    token = petition.invitation
    return {
        **invitations.described(petition),
        "invitation": tokens.shown(token) if token else None,
        "updates": [updates.shown(each) for each in model.of(petition.process_no)],
        "updates_left": updates.left(petition),
    }


def petition_update_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Tell something new about a petition of one's own: twice at most, read by a moderator first.

    :param process_no: number of the petition
    :param pass: what `petition_creator_enter` gave
    :param title: what is new, at most 80 characters
    :param text: more about it, at most 800 characters
    :returns: the update with its `number` and `state`
    """
    asked = calling.valid(data_dict, schema.petition_update_create_schema(), context)
    tk.check_access("petition_update_create", context, asked)
    petition = calling.found(asked["process_no"], lock=True)
    try:
        update = updates.write(petition, asked["title"], asked["text"])
    except updates.NoPlace as error:
        calling.undo(context)
        said = tk._("A petition takes two updates, from its opening on.")
        raise tk.ValidationError({"process": [said]}) from error
    calling.commit(context)
    return updates.shown(update)


def _purpose(process_no: int) -> str:
    return f"petition-creator:{process_no}"
