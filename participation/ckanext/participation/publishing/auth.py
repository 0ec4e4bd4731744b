"""Who may publish and certify: officials of the body of the process, with a second factor."""

from __future__ import annotations

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict
from ckanext.egov.answers import officials
from ckanext.participation.process.model import Process

__all__ = ["process_certify", "process_publication_show", "process_publish"]


@tk.auth_allow_anonymous_access
def process_publication_show(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everyone sees which dataset a process became."""
    return {"success": True}


@tk.auth_sysadmins_check
def process_publish(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials of the body."""
    return _official(context, data_dict)


@tk.auth_sysadmins_check
def process_certify(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials of the body."""
    return _official(context, data_dict)


def _official(context: Context, data_dict: DataDict | None) -> AuthResult:
    process = core_model.Session.get(Process, (data_dict or {}).get("process_no") or 0)
    if process is None:
        raise tk.ObjectNotFound(tk._("There is no such process."))
    officials.require(context, process.body)
    return {"success": True}
