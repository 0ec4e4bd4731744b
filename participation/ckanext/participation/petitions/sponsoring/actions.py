"""API actions of sponsoring: see what one was invited to, and stand behind it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.egov.accounts import words
from ckanext.egov.accounts.limits import TooMany
from ckanext.participation.booth import requesting
from ckanext.participation.process.rules import WITHDRAW

from .. import calling, lifecycle, rules
from . import invitations, schema

__all__ = ["petition_invitation_show", "petition_sponsor"]


@tk.side_effect_free
def petition_invitation_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show the petition that an invitation leads to, before anybody else can see it.

    :param invitation: the sixteen letters and digits that its creator gave you
    :returns: the texts, `sponsors`, `sponsors_needed`, `last_day` and `is_looking`: whether one can
        join now; `ending`, why it was not published
    """
    wanted = schema.petition_invitation_show_schema()
    asked = calling.checked("petition_invitation_show", context, data_dict, wanted)
    return invitations.described(invitations.petition_of(asked["invitation"]))


def petition_sponsor(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Ask to stand behind a petition, or to step back; a letter with a code and a link goes out.

    Who stands behind a petition signs it by that when it opens.

    :param invitation: the sixteen letters and digits that its creator gave you
    :param address: your e-mail address
    :param name: your name
    :param district: SOATO code of your district or city
    :param channel: `email`, or `identity` for who is signed in with one (optional, email)
    :param language: of the letter (optional: that of the reader)
    :param wants_news: whether to write when something happens (optional, false)
    :param withdraw: whether to step back instead (optional, false)
    :param token: as for `act_request` (optional)
    :returns: `confirmation_id`, `sent_to` and `token` as `act_request` gives them, and `process_no`
    """
    wanted = schema.petition_sponsor_schema()
    asked = calling.checked("petition_sponsor", context, data_dict, wanted)
    petition = invitations.petition_of(asked.pop("invitation"))
    withdraws = asked.pop("withdraw")
    if not withdraws and not invitations.is_looking(petition, lifecycle.process(petition)):
        raise tk.ValidationError({"process": [tk._("This petition takes no sponsors any more.")]})
    feature = f"{WITHDRAW}{rules.SPONSOR}" if withdraws else rules.SPONSOR
    asked |= {"invited": True, "network": calling.network_of_caller()}
    try:
        sent = requesting.request_act(petition.process_no, feature, **asked)
    except TooMany as limit:
        core_model.Session.rollback()
        if context.get("api_version"):
            # CKAN's API has no answer 429; pages have.
            raise tk.ValidationError({"limit": [words.wait(limit.retry_after)]}) from limit
        raise
    calling.commit(context)
    return {**asdict(sent), "process_no": petition.process_no}
