"""What the actions of petitions do with each call: check, find, note, commit once."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict, Schema
from ckanext.egov import audit
from ckanext.egov.accounts import network
from flask import has_request_context

from . import model


def checked(action: str, context: Context, data_dict: DataDict, wanted: Schema) -> dict[str, Any]:
    """The input of somebody who may call the action; raises NotAuthorized or ValidationError."""
    tk.check_access(action, context, data_dict)
    return valid(data_dict, wanted, context)


def valid(data_dict: DataDict, wanted: Schema, context: Context) -> dict[str, Any]:
    """The input as the schema gives it; raises ValidationError."""
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    data.pop("__extras", None)
    return data


def found(process_no: int, lock: bool = False) -> Any:
    """The petition of a number; raises ObjectNotFound."""
    petition = model.find(process_no, lock=lock)
    if petition is None:
        raise tk.ObjectNotFound(tk._("There is no such petition."))
    return petition


def network_of_caller() -> str | None:
    """Where a request comes from, as far as limits look; nothing where there is none."""
    return network.client_network(tk.request) if has_request_context() else None


def official(context: Context) -> str:
    """Who calls."""
    return context.get("user") or "site"


def note(
    context: Context, action: str, kind: str, number: Any, details: dict[str, Any] | None = None
) -> None:
    """A line in the record of officials' acts, in this transaction."""
    audit.record(official(context), action, kind, str(number), details)


def commit(context: Context) -> None:
    """Commit, unless the caller does."""
    if not context.get("defer_commit"):
        core_model.Session.commit()


def undo(context: Context) -> None:
    """Keep nothing of what failed, least of all a lock; the caller does so where it commits."""
    if not context.get("defer_commit"):
        core_model.Session.rollback()
