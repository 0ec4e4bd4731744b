"""API actions: what is owed, what is overdue, and how officials answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict, Schema
from ckanext.egov.answers import (
    describing,
    forwarding,
    obligations,
    officials,
    queries,
    schema,
    writing,
)

__all__ = [
    "answer_acknowledge",
    "answer_desk_list",
    "answer_draft_show",
    "answer_forward",
    "answer_list",
    "answer_overdue_list",
    "answer_publish",
    "answer_save",
    "answer_show",
]


def _valid(data_dict: DataDict, wanted: Schema, context: Context) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        core_model.Session.rollback()
        raise tk.ValidationError(errors)
    return data


def _found(data: dict[str, Any], for_update: bool = False) -> Any:
    found = queries.find(data["obligation_id"], for_update)
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such answer."))
    return found


def answer_acknowledge(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Tell everyone that the body has taken a matter up. Doing it twice changes nothing.

    :param obligation_id: number of what is owed
    :returns: what `answer_show` returns
    """
    data = _valid(data_dict, schema.answer_id_schema(), context)
    tk.check_access("answer_acknowledge", context, data)
    row = _found(data, for_update=True)
    _refuse_released(row)
    if writing.acknowledge(row):
        officials.note(context, "answer_acknowledge", row.obligation_id, {"body": row.body})
    core_model.Session.commit()
    return describing.whole(row, obligations.today())


def answer_save(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Keep a draft of an answer; only officials of the body see it.

    :param obligation_id: number of what is owed
    :param texts: the answer as `{language: text}`
    :param documents: list of `{title, url}` or `{title, dataset}` (optional)
    :param decision: `accepted`, `partly`, `rejected` or `explained` (optional)
    :param version: the `version` that `answer_draft_show` gave; another one is refused with 409
    :returns: what `answer_draft_show` returns
    """
    data = _valid(data_dict, schema.answer_write_schema(), context)
    tk.check_access("answer_save", context, data)
    row = _found(data, for_update=True)
    _refuse_released(row)
    user = context.get("user") or ""
    _write(lambda: writing.save(row, _content(data), data["version"], user))
    officials.note(context, "answer_save", row.obligation_id, {"body": row.body})
    core_model.Session.commit()
    return describing.desk(row)


def answer_publish(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Publish an answer; published again it is a correction, and the earlier one stays visible.

    Takes what `answer_save` takes; at least one text and the decision are needed.

    :returns: what `answer_show` returns
    """
    data = _valid(data_dict, schema.answer_write_schema(), context)
    tk.check_access("answer_publish", context, data)
    _refuse_unfinished(data)
    row = _found(data, for_update=True)
    _refuse_released(row)
    answer: Any = _write(lambda: writing.publish(row, _content(data), data["version"]))
    details = {"body": row.body, "number": answer.number, "digest": answer.digest}
    officials.note(context, "answer_publish", row.obligation_id, details)
    core_model.Session.commit()
    return describing.whole(row, obligations.today())


def answer_forward(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Hand what is owed on to another body. Its last day stays, and everybody can read why.

    :param obligation_id: number of what is owed
    :param body: name of the body that has to answer instead
    :param reason: why, as `{language: text}`; it is public
    :returns: what `answer_show` returns
    """
    data = _valid(data_dict, schema.answer_forward_schema(), context)
    tk.check_access("answer_forward", context, data)
    row = _found(data, for_update=True)
    # Whoever had to answer a moment ago may have handed it on meanwhile.
    officials.require(context, row.body)
    _refuse_released(row)
    before, body = row.body, obligations.body_name(data["body"])
    _refuse_forwarding(row, body)
    forwarding.forward(row, body, data["reason"])
    details = {"from": before, "to": body, "reason": data["reason"]}
    officials.note(context, "answer_forward", row.obligation_id, details)
    core_model.Session.commit()
    return describing.whole(row, obligations.today())


@tk.side_effect_free
def answer_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show what is owed, by when, and the answer.

    :param obligation_id: number of what is owed, or instead of it
    :param kind: kind of the thing it is about, for example `petition`, and
    :param object_id: its number
    :returns: the obligation with `state`, `due`, `days_left`, `days_late` (working days),
        `answer`, the answers that were `corrected`, and `forwarded`: from whom to whom it went
    """
    tk.check_access("answer_show", context, data_dict)
    data = _valid(data_dict, schema.answer_find_schema(), context)
    if not data.get("obligation_id"):
        about = obligations.of(data.get("kind") or "", data.get("object_id") or "")
        data["obligation_id"] = about.obligation_id if about else 0
    return describing.whole(_found(data), obligations.today())


@tk.side_effect_free
def answer_draft_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show the draft of an answer to officials of the body, with its `version`.

    :param obligation_id: number of what is owed
    """
    data = _valid(data_dict, schema.answer_id_schema(), context)
    tk.check_access("answer_draft_show", context, data)
    return describing.desk(_found(data))


@tk.side_effect_free
def answer_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List what bodies owe and owed, the newest first.

    :param body: name or id of a body (optional)
    :param kind: kind of things (optional)
    :param state: `owed`, `acknowledged`, `overdue`, `answered`, `answered_late` or `released`
        (optional)
    :param rows: how many, at most 1000 (optional, 50)
    :param start: how many to skip (optional, 0)
    :returns: `count`, `as_of` (the day) and `results`
    """
    tk.check_access("answer_list", context, data_dict)
    data = _valid(data_dict, schema.answer_list_schema(), context)
    return _list(data, queries.NEWEST_ORDER)


@tk.side_effect_free
def answer_overdue_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List what is overdue, the longest first, and how much each body has overdue.

    Takes `body`, `kind`, `rows` and `start` as `answer_list` does.

    :returns: `count`, `as_of`, `results` and `bodies` (name and number)
    """
    tk.check_access("answer_overdue_list", context, data_dict)
    data = _valid(data_dict, schema.answer_list_schema(), context) | {"state": "overdue"}
    shown = _list(data, queries.OPEN_ORDER)
    every = queries.Wanted(kind=data.get("kind"), state="overdue")
    bodies = queries.count_by_body(every, obligations.today())
    return shown | {"bodies": [{"name": name, "count": bodies[name]} for name in bodies]}


@tk.side_effect_free
def answer_desk_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List what the bodies of the calling official owe, what is due first in front.

    Takes `rows` and `start` as `answer_list` does.

    :param answered: true lists what they answered instead, the newest first (optional)
    """
    tk.check_access("answer_desk_list", context, data_dict)
    data = _valid(data_dict, schema.answer_list_schema(), context)
    bodies = officials.bodies_of(context.get("user") or "")
    if data.get("body") and (bodies is None or data["body"] in bodies):
        bodies = (data["body"],)
    answered, kind = data["answered"], data.get("kind")
    order = queries.NEWEST_ORDER if answered else queries.OPEN_ORDER
    wanted = queries.Wanted(
        bodies, kind, open_only=not answered, answered_only=answered, order=order
    )
    return _page(wanted, data)


def _list(data: dict[str, Any], order: str) -> dict[str, Any]:
    bodies = (data["body"],) if data.get("body") else None
    wanted = queries.Wanted(bodies, data.get("kind"), data.get("state"), order=order)
    return _page(wanted, data)


def _page(wanted: queries.Wanted, data: dict[str, Any]) -> dict[str, Any]:
    today = obligations.today()
    rows = queries.page(wanted, today, data["rows"], data["start"])
    return {
        "count": queries.count(wanted, today),
        "as_of": today.isoformat(),
        "results": [describing.row(row, today) for row in rows],
    }


def _content(data: dict[str, Any]) -> writing.Content:
    return writing.Content(data["texts"], data.get("documents") or [], data.get("decision"))


def _write(do: Callable[[], Any]) -> Any:
    try:
        return do()
    except writing.Collision as error:
        core_model.Session.rollback()
        message = tk._("Somebody else changed this answer meanwhile. Nothing was overwritten.")
        raise tk.ValidationError({"version": [message]}) from error


def _refuse_unfinished(data: dict[str, Any]) -> None:
    errors: dict[str, Any] = {}
    if not data["texts"]:
        errors["texts"] = [tk._("Write the answer in at least one language.")]
    if not data.get("decision"):
        errors["decision"] = [tk._("Choose what was decided.")]
    if errors:
        raise tk.ValidationError(errors)


def _refuse_forwarding(row: Any, body: str) -> None:
    if row.answered_at is not None:
        core_model.Session.rollback()
        raise tk.ValidationError({"state": [tk._("It is answered already.")]})
    if row.body == body:
        core_model.Session.rollback()
        raise tk.ValidationError({"body": [tk._("This body has to answer already.")]})


def _refuse_released(row: Any) -> None:
    if row.released_at is not None and row.answered_at is None:
        core_model.Session.rollback()
        raise tk.ValidationError({"state": [tk._("No answer is owed here any more.")]})
