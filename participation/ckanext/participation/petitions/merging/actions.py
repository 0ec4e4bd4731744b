"""The API action of merging."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.participation.process import indexing, recording
from ckanext.participation.process import lifecycle as processes

from .. import calling, model, news
from ..desk import asking
from ..rules import State
from . import rules, schema

__all__ = ["petition_merge"]


def petition_merge(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Close a petition as a duplicate of another, which its page then points to. For moderators.

    Each signature stays under the text that was signed. Who wants news is told of the other one.

    :param process_no: number of the petition that closes
    :param into: number of the open petition that asks for the same
    :param reason: why they are the same, as `{language: text}`; everybody reads it
    :returns: `process_no`, `state` and `duplicate_of`
    """
    asked = asking.asked("petition_merge", context, data_dict, schema.merge_schema())
    petition, other = _both(asked["process_no"], asked["into"])
    _refuse(petition, other)
    _close(petition, other, asked["reason"])
    details = {"into": other.process_no, "reason": asked["reason"]}
    calling.note(context, "petition_merge", "process", petition.process_no, details)
    calling.commit(context)
    return {
        "process_no": petition.process_no,
        "state": petition.state,
        "duplicate_of": petition.duplicate_of,
    }


def _both(number: int, into: int) -> tuple[Any, Any]:
    """Both petitions, locked in one order by everybody: crosswise merges wait for each other."""
    found = {each: model.find(each, lock=True) for each in sorted({number, into})}
    if None in found.values():
        raise tk.ObjectNotFound(tk._("There is no such petition."))
    return found[number], found[into]


def _refuse(petition: Any, other: Any) -> None:
    wrong = rules.problem(
        petition.process_no,
        State(petition.state),
        petition.threshold_reached_at is not None,
        other.process_no,
        State(other.state),
    )
    if wrong in ("not_open", "owed"):
        raise processes.Conflict(_words(wrong))
    if wrong:
        raise tk.ValidationError({"into": [_words(wrong)]})


def _words(wrong: str) -> str:
    return {
        "itself": tk._("Choose another petition than this one."),
        "not_open": tk._("Only an open petition can be closed as a duplicate."),
        "owed": tk._("Enough people have signed this petition: it is owed an answer of its own."),
        "other_not_open": tk._("The other petition has to be open for signatures."),
    }[wrong]


def _close(petition: Any, other: Any, reason: dict[str, str]) -> None:
    petition.duplicate_of = other.process_no
    recording.record(petition.process_no, "merged", {"into": other.process_no})
    processes.close(processes.begin("close", petition.process_no), reason)
    indexing.queue(petition.process_no)
    news.tell_merged(petition, other)
