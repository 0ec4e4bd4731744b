"""API actions of signatures on paper."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.participation.process.lifecycle import Conflict

from .. import calling, lifecycle, model
from ..desk import asking
from ..rules import State
from . import entering, rules, schema, showing

__all__ = [
    "petition_paper_confirm",
    "petition_paper_create",
    "petition_paper_list",
    "petition_paper_withdraw",
]


@tk.side_effect_free
def petition_paper_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List what officials entered of signatures on paper, the newest first. For officials.

    :param process_no: number of the petition
    :returns: entries with `paper_id`, `district`, `signatures`, `sheets`, `scan`, `state`
        (`entered`, `confirmed`, `withdrawn`), and who did what when
    """
    wanted = schema.paper_list_schema()
    asked = asking.asked("petition_paper_list", context, data_dict, wanted)
    return [showing.entry(found) for found in entering.of(asked["process_no"])]


def petition_paper_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Enter how many signatures are on sheets of paper of one district.

    Nothing is shown or counted before another official has confirmed it.

    :param process_no: number of the petition
    :param district: SOATO code of the district or city
    :param signatures: how many valid signatures are on the sheets
    :param sheets: how many sheets there are
    :param scan: SHA-256 of the scanned sheets (optional)
    :returns: the entry
    """
    wanted = schema.paper_create_schema()
    asked = asking.asked("petition_paper_create", context, data_dict, wanted)
    if not rules.needed_by_sheets(asked["signatures"], asked["sheets"]):
        message = tk._("Each sheet has one signature at least: there are more sheets than that.")
        raise tk.ValidationError({"sheets": [message]})
    _refuse_late(asked["process_no"])
    official = calling.official(context)
    made = entering.enter(official, asked)
    return _done(context, "petition_paper_create", made)


def petition_paper_confirm(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Confirm what another official entered: count the sheets again and say how many there are.

    :param process_no: number of the petition
    :param paper_id: number of the entry
    :param signatures: how many valid signatures the second official counted
    :returns: the entry, which everybody sees from now on in the count of paper
    """
    wanted = schema.paper_confirm_schema()
    asked = asking.asked("petition_paper_confirm", context, data_dict, wanted)
    entry, official = _found(asked), calling.official(context)
    _refuse_late(entry.process_no)
    wrong = rules.confirming(rules.PaperState(entry.state), entry.entered_by, official)
    if wrong:
        raise Conflict(_words(wrong))
    if asked["signatures"] != entry.signatures:
        message = tk._("You counted another number than was entered. Look at the sheets together.")
        raise tk.ValidationError({"signatures": [message]})
    entering.confirm(entry, official)
    return _done(context, "petition_paper_confirm", entry)


def petition_paper_withdraw(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take an entry of paper out again.

    :param process_no: number of the petition
    :param paper_id: number of the entry
    :param reason: why, as `{language: text}`; everybody reads it when the entry was shown
    :returns: the entry
    """
    wanted = schema.paper_withdraw_schema()
    asked = asking.asked("petition_paper_withdraw", context, data_dict, wanted)
    entry = _found(asked)
    _refuse_late(entry.process_no)
    wrong = rules.withdrawing(rules.PaperState(entry.state))
    if wrong:
        raise Conflict(_words(wrong))
    entering.withdraw(entry, calling.official(context), asked["reason"])
    return _done(context, "petition_paper_withdraw", entry)


def _found(asked: dict[str, Any]) -> Any:
    """The entry, of the petition whose officials were let in."""
    entry = entering.find(asked["paper_id"])
    if entry is None or entry.process_no != asked["process_no"]:
        raise tk.ObjectNotFound(tk._("There is no such entry."))
    return entry


def _refuse_late(process_no: int) -> None:
    """What is published as a dataset stays as it is."""
    petition = model.find(process_no)
    if petition.state not in (State.OPEN, State.CLOSED):
        raise Conflict(tk._("Only a petition that was published has signatures on paper."))
    if lifecycle.process(petition).dataset_id:
        raise Conflict(tk._("The numbers of this petition are published; they stay as they are."))


def _words(wrong: str) -> str:
    return {
        "not_waiting": tk._("This entry does not wait for being confirmed."),
        "same_person": tk._("Another official has to confirm what you entered."),
        "withdrawn": tk._("This entry was withdrawn before."),
    }[wrong]


def _done(context: Context, action: str, entry: Any) -> dict[str, Any]:
    shown = showing.entry(entry)
    calling.note(context, action, "process", entry.process_no, shown)
    calling.commit(context)
    return shown
