"""API actions of petitions: write one, confirm it, translate one."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.egov import audit
from ckanext.egov.accounts import canonical, confirmations, second_factor
from ckanext.egov.accounts.levels import Level

from . import calling, describe, levels, lifecycle, messages, model, news, schema, texts
from .creator import passes
from .pausing import refusing

__all__ = [
    "petition_confirm",
    "petition_create",
    "petition_level_list",
    "petition_translate",
]


def petition_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Write a petition and ask its creator, by e-mail, to confirm it.

    Nothing is published: after the creator has confirmed, it looks for sponsors, where its level
    asks for any; then a moderator looks at it.

    :param body: name of the public body that decides, one of `petition_level_list`
    :param title: what you ask for, at most 80 characters
    :param background: why, at most 300 characters
    :param details: more about it, at most 800 characters (optional)
    :param language: code of the language it is written in (optional, `uz`)
    :param creator_name: your name, which will be shown
    :param creator_email: your e-mail address, which will not be shown
    :returns: `process_no`, the number of the petition; `confirmation_id`, which
        `petition_confirm` takes together with the code; `sent_to`, enough of the address to know it
    """
    refusing.creating()
    typed = calling.checked("petition_create", context, data_dict, schema.petition_create_schema())
    for name in ("title", "background", "details"):
        typed[name] = texts.clean(typed[name], typed["language"])
    petition = lifecycle.create(typed)
    caller = calling.network_of_caller()
    confirmation = confirmations.create(
        purpose(petition.process_no), "email", petition.creator_email, Level.EMAIL, caller
    )
    news.ask_creator(petition, confirmation)
    calling.commit(context)
    return {
        "process_no": petition.process_no,
        "confirmation_id": confirmation.confirmation_id,
        "sent_to": canonical.masked_email(petition.creator_email),
    }


def petition_confirm(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Confirm with the code or the token of the e-mail that a petition is yours.

    A second time nothing changes and the answer is the same.

    :param process_no: number of the petition
    :param token: the token of the link; or
    :param confirmation_id: what `petition_create` gave, together with
    :param code: the code of the e-mail
    :returns: `process_no`, `state`, and the first time a `pass` for the actions of its creator
    """
    wanted = schema.petition_confirm_schema()
    given = calling.checked("petition_confirm", context, data_dict, wanted)
    petition = calling.found(given["process_no"], lock=True)
    try:
        # CKAN hands an empty list on past every validator: nothing was given then.
        confirmations.use(
            token=given.get("token") or None,
            confirmation_id=given.get("confirmation_id") or None,
            code=given.get("code") or None,
            purpose=purpose(petition.process_no),
        )
        lifecycle.confirm(petition)
        key = {"pass": passes.make(petition.process_no)}
    except confirmations.Used:
        key = {}  # it was this creator, who confirmed before
    except confirmations.Refused as refused:
        core_model.Session.rollback()
        raise tk.ValidationError({"code": [messages.of_confirmation(refused)]}) from refused
    calling.commit(context)
    return {"process_no": petition.process_no, "state": petition.state, **key}


@tk.side_effect_free
def petition_level_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List the levels of government with what a petition to them needs, and their bodies.

    :returns: levels with `level`, `title`, `threshold`, `hearing_threshold`, `days_open`,
        `acknowledge_days`, `answer_days` (working days), `sponsors`, `sponsor_days` and `bodies`,
        each with `name` and `title`
    """
    tk.check_access("petition_list", context, data_dict)
    bodies = levels.bodies().values()
    return [
        {
            **level.terms.as_rules(),
            "title": level.title,
            "bodies": [
                {"name": body.name, "title": body.title}
                for body in bodies
                if body.level.terms.level == level.terms.level
            ],
        }
        for level in levels.all_levels()
    ]


def petition_translate(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Add the texts of a petition in another language; what the creator wrote stays.

    :param process_no: number of the petition
    :param language: code of the language
    :param title: the title in that language
    :param background: the background
    :param details: the details (optional)
    :returns: the petition as `petition_show` gives it
    """
    typed = calling.valid(data_dict, schema.petition_translate_schema(), context)
    petition = calling.found(typed["process_no"], lock=True)
    tk.check_access("petition_translate", context, typed)
    second_factor.require(context)
    if typed["language"] == petition.language:
        said = tk._("The creator wrote in this language; those words stay as they are.")
        raise tk.ValidationError({"language": [said]})
    lifecycle.translate(petition, typed)
    number, details = str(petition.process_no), {"language": typed["language"]}
    audit.record(context.get("user") or "site", "petition_translate", "process", number, details)
    calling.commit(context)
    return describe.whole(context, petition, lifecycle.process(petition), model.now())


def purpose(process_no: int) -> str:
    """What a creator's confirmation is for."""
    return f"petition:{process_no}"
