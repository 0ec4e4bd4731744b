"""API actions of moderators on a petition that ends otherwise than by their decision or its day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.egov.accounts import second_factor

from .. import calling, lifecycle
from ..model import STAMPS
from ..rules import GONE, Step, StepRefused
from . import endings, schema

__all__ = [
    "petition_ending_show",
    "petition_flag",
    "petition_remove",
    "petition_restore",
    "petition_shelve",
    "petition_stop",
]


def petition_flag(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Mark a petition in the moderators' queue for others to look at. For moderators.

    :param process_no: number of the petition
    :returns: `process_no` and `state`
    """
    return _aside("petition_flag", Step.FLAG, context, data_dict)


def petition_shelve(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Let a petition in the moderators' queue wait for something outside. For moderators.

    :param process_no: number of the petition
    :returns: `process_no` and `state`
    """
    return _aside("petition_shelve", Step.SHELVE, context, data_dict)


def petition_restore(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Bring a petition that was flagged or shelved back among the others. For moderators.

    :param process_no: number of the petition
    :returns: `process_no` and `state`
    """
    return _aside("petition_restore", Step.RESTORE, context, data_dict)


def petition_stop(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """End a petition that is not published yet; everybody can see why. For moderators.

    :param process_no: number of the petition
    :param reason: code of a reason that ends with `stop`
    :returns: `process_no` and `state`
    """
    return _end("petition_stop", Step.STOP, endings.stop, context, data_dict)


def petition_remove(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Take a petition down: its texts are gone, everybody can see why. For moderators.

    :param process_no: number of the petition
    :param reason: code of a reason that ends with `remove`
    :returns: `process_no` and `state`
    """
    return _end("petition_remove", Step.REMOVE, endings.remove, context, data_dict)


@tk.side_effect_free
def petition_ending_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show why a petition that nobody can read was hidden, stopped or taken down.

    :param process_no: number of the petition
    :returns: `process_no`, `state`, `at`, and `reason` with `code`, `title` and `advice`
    """
    wanted = schema.petition_schema()
    asked = calling.checked("petition_ending_show", context, data_dict, wanted)
    petition = calling.found(asked["process_no"])
    if petition.state not in GONE:
        raise tk.ObjectNotFound(tk._("There is no such petition."))
    stamp = getattr(petition, STAMPS[petition.state])
    return {
        "process_no": petition.process_no,
        "state": petition.state,
        "at": stamp.isoformat() if stamp else None,
        "reason": endings.of(petition),
    }


def _aside(action: str, step: Step, context: Context, data_dict: DataDict) -> dict[str, Any]:
    asked = calling.checked(action, context, data_dict, schema.petition_schema())
    second_factor.require(context)
    petition = calling.found(asked["process_no"], lock=True)
    return _step(action, context, petition, {}, lambda: lifecycle.move(petition, step))


def _end(
    action: str,
    step: Step,
    end: Callable[[Any, str], None],
    context: Context,
    data_dict: DataDict,
) -> dict[str, Any]:
    asked = calling.checked(action, context, data_dict, schema.ending_schema(step))
    second_factor.require(context)
    petition, reason = calling.found(asked["process_no"], lock=True), asked["reason"]
    return _step(action, context, petition, {"reason": reason}, lambda: end(petition, reason))


def _step(
    action: str,
    context: Context,
    petition: Any,
    details: dict[str, str],
    take: Callable[[], None],
) -> dict[str, Any]:
    """Take a step of an official, with its line in the audit record."""
    before = petition.state
    try:
        take()
    except StepRefused as refused:
        calling.undo(context)
        said = tk._("This cannot be done to a petition that is {state}.").format(state=before)
        raise tk.ValidationError({"process": [said]}) from refused
    calling.note(context, action, "process", petition.process_no, {"from": before, **details})
    calling.commit(context)
    return {"process_no": petition.process_no, "state": petition.state}
