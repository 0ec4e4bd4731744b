"""API actions: make a process, lead it through its states, look at it.

Each is one transaction. A slice that does more in the same one passes `defer_commit` in the
context and commits itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict, Schema

from . import drafting, indexing, lifecycle, listing, officials, schema, showing, similar
from .model import Process

__all__ = [
    "process_announce",
    "process_close",
    "process_create",
    "process_event_list",
    "process_extend",
    "process_list",
    "process_open",
    "process_pause",
    "process_resume",
    "process_show",
    "process_similar_list",
    "process_stop",
    "process_update",
]


def process_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Start a process as a draft.

    :param kind: a kind of process that exists here
    :param body: name or id of the public body that is responsible
    :param title: `{language: text}`
    :param summary: `{language: text}` (optional)
    :param region: SOATO code (optional)
    :param sectors: codes (optional)
    :param groups_in_need: codes (optional)
    :param phases: list of `key`, `start`, `end`, `features` (`{feature: level}`) (optional)
    :param rules: what is declared and frozen at opening (optional); `outage` says how pauses
        extend: `{"extends_by": "minutes", "from_minutes": 5}`
    :param outcome_at: until when the outcome is promised (optional)
    :returns: what `process_show` returns
    """
    tk.check_access("process_create", context, data_dict)
    asked = _valid(data_dict, schema.process_create_schema(), context)
    officials.confirm(context)
    with _transaction(context):
        process = drafting.create(asked)
        return _done(context, "process_create", process)


def process_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Change a process that nobody takes part in yet; what is announced changes visibly.

    Takes `process_no`, `version` (optional) and what `process_create` takes, but for kind and
    body; what is not given stays.
    """

    def change(process: Process, asked: dict[str, Any]) -> None:
        drafting.update(process, asked)

    return _step("update", context, data_dict, schema.process_update_schema(), change)


def process_announce(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Tell everyone what will open and when.

    :param process_no: number of the process
    :param version: the version that was looked at; 409 when it is no longer that (optional)
    """
    return _step(
        "announce", context, data_dict, schema.process_step_schema(),
        lambda process, asked: lifecycle.announce(process),
    )  # fmt: skip


def process_open(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Freeze the rules by their hash and let people in, from now on.

    :param process_no: number of the process
    :param version: see `process_announce` (optional)
    """
    return _step(
        "open", context, data_dict, schema.process_step_schema(),
        lambda process, asked: lifecycle.open_now(process),
    )  # fmt: skip


def process_pause(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Let nobody act until it is resumed.

    :param process_no: number of the process
    :param reason: `{language: text}` that everyone can read
    :param version: see `process_announce` (optional)
    """
    return _step(
        "pause", context, data_dict, schema.process_reason_schema(),
        lambda process, asked: lifecycle.pause(process, asked["reason"]),
    )  # fmt: skip


def process_resume(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Let people in again; the deadline moves by the rule that the process declares.

    :param process_no: number of the process
    :param version: see `process_announce` (optional)
    """
    return _step(
        "resume", context, data_dict, schema.process_step_schema(),
        lambda process, asked: lifecycle.resume(process),
    )  # fmt: skip


def process_extend(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Make a phase longer; later phases move.

    :param process_no: number of the process
    :param until: the new end of the phase
    :param phase: key of the phase (optional, the last one)
    :param reason: `{language: text}` that everyone can read
    :param version: see `process_announce` (optional)
    """
    return _step(
        "extend", context, data_dict, schema.process_extend_schema(),
        lambda process, asked: lifecycle.extend(
            process, asked["until"], asked.get("phase"), asked["reason"]
        ),
    )  # fmt: skip


def process_close(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Let nobody act any more. The clock does this by itself at the end of the last phase.

    :param process_no: number of the process
    :param reason: `{language: text}`; needed when it closes before its time
    :param version: see `process_announce` (optional)
    """
    return _step(
        "close", context, data_dict, schema.process_close_schema(),
        lambda process, asked: lifecycle.close(process, asked.get("reason")),
    )  # fmt: skip


def process_stop(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """End a process without a result.

    :param process_no: number of the process
    :param reason: `{language: text}` that everyone can read
    :param version: see `process_announce` (optional)
    """
    return _step(
        "stop", context, data_dict, schema.process_reason_schema(),
        lambda process, asked: lifecycle.stop(process, asked["reason"]),
    )  # fmt: skip


@tk.side_effect_free
def process_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show a process: what it is about, its dates, phases and rules.

    :param process_no: number of the process
    """
    tk.check_access("process_show", context, data_dict)
    return showing.shown(lifecycle.find(data_dict.get("process_no")))


@tk.side_effect_free
def process_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List processes, what closes next first.

    :param state: `open`, `upcoming` or `closed` (optional)
    :param kind: code of a kind (optional)
    :param body: name or id of a body (optional)
    :param region: SOATO code (optional)
    :param sector: code of a sector (optional)
    :param group: code of a group in need (optional)
    :param rows: how many, at most 100 (optional, 20)
    :param start: how many to skip (optional, 0)
    :returns: `count`, `counts` by state, `results`
    """
    tk.check_access("process_list", context, data_dict)
    asked = _valid(data_dict, schema.process_list_schema(), context)
    found = listing.find(asked, asked.get("state"), asked["rows"], asked["start"])
    counts = listing.counts(asked)
    count = counts[asked["state"]] if asked.get("state") else sum(counts.values())
    return {"count": count, "counts": counts, "results": showing.shown_all(found)}


@tk.side_effect_free
def process_event_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List what happened to a process, in order.

    :param process_no: number of the process
    :param rows: how many, at most 100 (optional, 100)
    :param start: how many to skip (optional, 0)
    """
    tk.check_access("process_event_list", context, data_dict)
    asked = _valid(data_dict, schema.process_event_list_schema(), context)
    events = listing.events_of(asked["process_no"], asked["rows"], asked["start"])
    return [showing.event_shown(event) for event in events]


@tk.side_effect_free
def process_similar_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Find processes that are like a text, whatever script either is written in.

    :param text: a title, or more
    :param kind: only of this kind (optional)
    :param rows: how many, at most 20 (optional, 5)
    :returns: `results` and `available`: false when the search is down, and nothing is known
    """
    tk.check_access("process_similar_list", context, data_dict)
    asked = _valid(data_dict, schema.process_similar_list_schema(), context)
    numbers = similar.numbers(asked["text"], asked.get("kind"), asked["rows"])
    if numbers is None:
        return {"available": False, "results": []}
    return {"available": True, "results": showing.shown_all(listing.by_numbers(numbers))}


def _valid(data_dict: DataDict, wanted: Schema, context: Context) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    data.pop("__extras", None)
    if errors:
        raise tk.ValidationError(errors)
    return data


def _step(
    name: str,
    context: Context,
    data_dict: DataDict,
    wanted: Schema,
    change: Callable[[Process, dict[str, Any]], None],
) -> dict[str, Any]:
    action = f"process_{name}"
    tk.check_access(action, context, data_dict)
    asked = _valid(data_dict, wanted, context)
    officials.confirm(context)
    with _transaction(context):
        process = lifecycle.begin(name, asked["process_no"], asked.get("version"))
        change(process, asked)
        return _done(context, action, process)


@contextmanager
def _transaction(context: Context) -> Iterator[None]:
    """Keep nothing of an act that failed, least of all its lock."""
    try:
        yield
    except BaseException:
        if not context.get("defer_commit"):
            model.Session.rollback()
        raise


def _done(context: Context, action: str, process: Process) -> dict[str, Any]:
    number = process.process_no
    officials.note(context, action, number, {"state": process.state})
    indexing.queue(number)
    if not context.get("defer_commit"):
        model.Session.commit()
        indexing.index_now([number])
    return showing.shown(process)
