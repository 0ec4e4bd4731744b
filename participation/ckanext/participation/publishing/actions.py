"""API actions: publish a closed process, certify it, see how far that is."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.egov import audit
from ckanext.participation.process import lifecycle, rules, schema
from ckanext.participation.publishing import certifying, jobs, model

__all__ = ["process_certify", "process_publication_show", "process_publish"]


def _number(context: Context, data_dict: DataDict) -> int:
    wanted = {"process_no": schema.process_step_schema()["process_no"]}
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return data["process_no"]


def process_publish(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Publish a closed process as a dataset now, instead of waiting for the schedule.

    :param process_no: number of the process
    :returns: what `process_publication_show` returns
    """
    number = _number(context, data_dict)
    tk.check_access("process_publish", context, {"process_no": number})
    # Stored with the first thing that publishing stores; nothing of it stays when that fails.
    audit.record(context.get("user") or "site", "process_publish", "process", str(number))
    try:
        jobs.publish(number)
    except tk.ObjectNotFound:
        core_model.Session.rollback()
        raise
    except jobs.NotReady as error:
        core_model.Session.rollback()
        message = tk._("The public record is still being sealed. Try again in a moment.")
        raise tk.ValidationError({"process_no": [message]}) from error
    return _shown(number)


def process_certify(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Declare the count of a process final and destroy what could tell who acted.

    Afterwards nobody can act or withdraw. The record must be sealed whole and published.

    :param process_no: number of the process
    :returns: what `process_publication_show` returns
    """
    number = _number(context, data_dict)
    tk.check_access("process_certify", context, {"process_no": number})
    publication = model.find(number)
    _refuse_unpublished(publication)
    assert publication is not None
    if publication.certified_at is None:
        _refuse_in_grace(number)
        _refuse_unsealed(number)
        certifying.certify(publication)
        audit.record(context.get("user") or "site", "process_certify", "process", str(number))
        core_model.Session.commit()
    if publication.identities_dropped_at is None:
        certifying.drop_identities(number)
    return _shown(number)


@tk.side_effect_free
def process_publication_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show which dataset a process became, and whether its count is final.

    :param process_no: number of the process
    :returns: `dataset_id`, `size` of the record that was published, `published_at`, `certified_at`
    """
    tk.check_access("process_publication_show", context, data_dict)
    return _shown(_number(context, data_dict))


def _shown(number: int) -> dict[str, Any]:
    found = model.find(number)
    if found is None:
        raise tk.ObjectNotFound(tk._("This process is not published yet."))
    moments = ("published_at", "certified_at")
    return {
        "process_no": number,
        "dataset_id": found.dataset_id,
        "size": found.size,
        **{
            name: value.isoformat() if (value := getattr(found, name)) else None for name in moments
        },
    }


def _refuse_unpublished(publication: Any) -> None:
    if publication is None or publication.published_at is None:
        message = tk._("Publish the process before you certify it.")
        raise tk.ValidationError({"process_no": [message]})


def _refuse_in_grace(number: int) -> None:
    """Who asked before the end may still confirm; their keys need the pepper."""
    process = lifecycle.read(number)
    ends = process.closes_at
    if ends and lifecycle.clock() < ends + rules.grace_of(process.rules):
        message = tk._("People may still confirm what they asked for before the end.")
        raise tk.ValidationError({"process_no": [message]})


def _refuse_unsealed(number: int) -> None:
    try:
        jobs.whole_head(number)
    except jobs.NotReady as error:
        message = tk._("The public record is still being sealed. Try again in a moment.")
        raise tk.ValidationError({"process_no": [message]}) from error
