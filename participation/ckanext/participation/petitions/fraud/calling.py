"""What every action of the fraud desk does: check, validate, note, commit once."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict, Schema
from ckanext.egov import audit


def checked(action: str, context: Context, data_dict: DataDict, wanted: Schema) -> dict[str, Any]:
    """The input of somebody who may call the action; raises NotAuthorized or ValidationError."""
    tk.check_access(action, context, data_dict)
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    data.pop("__extras", None)
    return data


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
