"""The API action of hearings."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.participation.process.lifecycle import Conflict

from .. import calling, lifecycle, model, news, rules
from ..desk import asking
from . import rules as hearing_rules
from . import schema, showing

__all__ = ["petition_hearing_update"]


def petition_hearing_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Give the hearing of a petition its day, change it, say that it was held or will not be.

    :param process_no: number of the petition
    :param state: `scheduled`, `held` or `not_held`
    :param at: the moment it begins, when it is `scheduled`
    :param place: where, as `{language: text}` (optional)
    :param reason: why there will be none, when it is `not_held`, as `{language: text}`
    :returns: `state`, `at` and `place`
    """
    wanted = schema.hearing_update_schema()
    asked = asking.asked("petition_hearing_update", context, data_dict, wanted)
    petition = model.find(asked["process_no"], lock=True)
    _refuse(petition, asked)
    before = petition.hearing_state
    try:
        lifecycle.change_hearing(
            petition, asked["state"], asked.get("at"), asked.get("place"), asked.get("reason")
        )
    except rules.StepRefused as error:
        raise Conflict(tk._("This does not follow from how the hearing stands.")) from error
    news.tell_hearing(petition, is_changed=before == asked["state"])
    shown = showing.of(petition)
    calling.note(context, "petition_hearing_update", "process", petition.process_no, shown)
    calling.commit(context)
    return shown


def _refuse(petition: Any, asked: dict[str, Any]) -> None:
    if petition.state not in (rules.State.OPEN, rules.State.CLOSED):
        raise Conflict(tk._("Only a petition that was published gets a hearing."))
    state = asked["state"]
    at = asked.get("at") if state == rules.HearingState.SCHEDULED else petition.hearing_at
    wrong = hearing_rules.problem(state, at, model.now())
    if wrong:
        field = "state" if wrong == "not_yet" else "at"
        raise tk.ValidationError({field: [_words(wrong)]})
    if state == rules.HearingState.NOT_HELD and not asked.get("reason"):
        raise tk.ValidationError({"reason": [tk._("Say why there will be none.")]})


def _words(wrong: str) -> str:
    return {
        "no_day": tk._("Give the day and the time of the hearing."),
        "past": tk._("Choose a moment that is still to come."),
        "not_yet": tk._("The hearing is still to come."),
    }[wrong]
