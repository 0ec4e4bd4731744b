"""API actions: what was decided, what was promised, what came of it."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict, Schema
from ckanext.egov import audit
from ckanext.participation.outcomes import changing, listing, model, rules, schema

__all__ = [
    "commitment_create",
    "commitment_list",
    "commitment_show",
    "commitment_update",
    "decision_create",
    "outcome_list",
    "outcome_show",
]


def _valid(data_dict: DataDict, wanted: Schema, context: Context) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        core_model.Session.rollback()
        raise tk.ValidationError(errors)
    return data


def decision_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Publish a decision on a process. Decisions stay: a later one may change what an earlier said.

    :param process_no: number of the process
    :param texts: what was decided, as `{language: text}`
    :param decided_on: the day, YYYY-MM-DD
    :param act_number: number of the act (optional)
    :param act_url: where the act can be read, for example on lex.uz (optional)
    :param obligation_id: the answer it was announced with (optional)
    :param newest_seen: number of the newest decision that was looked at, 0 when there was none;
        when there is a newer one this is refused with 409 (optional)
    """
    data = _valid(data_dict, schema.decision_create_schema(), context)
    tk.check_access("decision_create", context, data)
    changing.process(data["process_no"])
    _refuse_unseen(data, model.Decision)
    made = changing.decide(_only(model.Decision, data))
    _note(context, "decision_create", "decision", made.decision_id)
    core_model.Session.commit()
    return listing.decision(made)


def commitment_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Publish what a body promises to do.

    :param process_no: number of the process
    :param texts: what will be done, as `{language: text}`
    :param due: by when, YYYY-MM-DD
    :param body: who does it, the body of the process when not given
    :param official: name and office of who answers for it (optional)
    :param status: `planned` (default), `underway`, `done` or `dropped`
    :param reason: needed when it is dropped
    :param evidence: list of `{kind: dataset, dataset, title}`, `{kind: act, number, url, title}`
        and `{kind: photo, url, title}`; needed when it is done
    :param decision_id: the decision it follows from (optional)
    :param obligation_id: the answer it was promised in (optional)
    :param newest_seen: number of the newest commitment that was looked at, as for decisions
    """
    data = _valid(data_dict, schema.commitment_create_schema(), context)
    tk.check_access("commitment_create", context, data)
    process = changing.process(data["process_no"])
    _refuse_foreign_decision(data)
    _refuse_unseen(data, model.Commitment)
    given = {"body": process.body, "status": rules.PLANNED, "evidence": [], "reason": ""}
    made = changing.commit(_only(model.Commitment, given | data))
    _note(context, "commitment_create", "commitment", made.commitment_id)
    core_model.Session.commit()
    return listing.commitment(made)


def commitment_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Change a commitment; the history keeps how it was.

    Takes `commitment_id`, the `version` that was looked at (another one is refused with 409) and
    what changes of `texts`, `body`, `official`, `due`, `status`, `reason`, `evidence`. A later
    day, dropping and taking back need a `reason`.
    """
    data = _valid(data_dict, schema.commitment_update_schema(), context)
    tk.check_access("commitment_update", context, data)
    found = changing.lock(data["commitment_id"])
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such commitment."))
    if found.version != data["version"]:
        core_model.Session.rollback()
        message = tk._("Somebody else changed this commitment meanwhile. Nothing was overwritten.")
        raise tk.ValidationError({"version": [message]})
    if changing.change(found, data):
        _note(context, "commitment_update", "commitment", found.commitment_id)
    core_model.Session.commit()
    return listing.commitment(found)


@tk.side_effect_free
def commitment_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show a commitment with its `history`.

    :param commitment_id: number of the commitment
    """
    tk.check_access("commitment_show", context, data_dict)
    data = _valid(data_dict, schema.commitment_show_schema(), context)
    found: Any = core_model.Session.get(
        model.Commitment, data["commitment_id"], populate_existing=True
    )
    if found is None:
        raise tk.ObjectNotFound(tk._("There is no such commitment."))
    return listing.commitment(found) | {"history": listing.history(found.commitment_id)}


@tk.side_effect_free
def commitment_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List commitments, what is due first in front.

    :param process_no: of this process (optional)
    :param body: of this body, name or id (optional)
    :param region: SOATO code (optional)
    :param sector: code of a sector (optional)
    :param group: code of a group in need (optional)
    :param status: `planned`, `underway`, `late`, `done` or `dropped` (optional)
    :param rows: how many, at most 100 (optional, 20)
    :param start: how many to skip (optional, 0)
    :returns: `count` and `results`
    """
    tk.check_access("commitment_list", context, data_dict)
    data = _valid(data_dict, schema.outcome_list_schema(), context)
    count, results = listing.commitment_page(data, data["rows"], data["start"])
    return {"count": count, "results": results}


@tk.side_effect_free
def outcome_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List processes with what was decided and promised, the newest outcome first.

    Takes what `commitment_list` takes.
    """
    tk.check_access("outcome_list", context, data_dict)
    data = _valid(data_dict, schema.outcome_list_schema(), context)
    count, results = listing.page(data, data["rows"], data["start"])
    return {"count": count, "results": results}


@tk.side_effect_free
def outcome_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show what was decided and promised about one process.

    :param process_no: number of the process
    """
    tk.check_access("outcome_show", context, data_dict)
    data = _valid(data_dict, schema.outcome_list_schema(), context)
    return listing.outcome(changing.process(data.get("process_no") or 0))


def _refuse_unseen(data: dict[str, Any], table: Any) -> None:
    try:
        changing.refuse_unseen(data["process_no"], table, data.get("newest_seen"))
    except changing.Collision as error:
        core_model.Session.rollback()
        message = tk._("Something was published here meanwhile. Nothing was published twice.")
        raise tk.ValidationError({"newest_seen": [message]}) from error


def _refuse_foreign_decision(data: dict[str, Any]) -> None:
    if not data.get("decision_id"):
        return
    found = core_model.Session.get(model.Decision, data["decision_id"])
    if found is None or found.process_no != data["process_no"]:
        message = tk._("There is no such decision on this process.")
        raise tk.ValidationError({"decision_id": [message]})


def _only(table: Any, data: dict[str, Any]) -> dict[str, Any]:
    """What the table has of the data."""
    names = set(table.__table__.columns.keys())
    return {name: value for name, value in data.items() if name in names}


def _note(context: Context, action: str, kind: str, number: int) -> None:
    audit.record(context.get("user") or "site", action, kind, str(number))
