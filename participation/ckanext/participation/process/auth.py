"""Who may do what to a process: everybody looks, the officials of its body run it."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import AuthResult, Context, DataDict

from . import lifecycle
from .officials import is_official

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


def process_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Officials start the processes of their own body."""
    body = model.Group.get(str((data_dict or {}).get("body") or ""))
    if body is not None and is_official(context.get("user"), body.id):
        return {"success": True}
    return {"success": False, "msg": tk._("Only officials of the body may start a process")}


def process_update(context: Context, data_dict: DataDict) -> AuthResult:
    """Officials of its body change a draft."""
    return _run(context, data_dict)


def process_announce(context: Context, data_dict: DataDict) -> AuthResult:
    """Officials of its body announce a process."""
    return _run(context, data_dict)


def process_open(context: Context, data_dict: DataDict) -> AuthResult:
    """Officials of its body open a process."""
    return _run(context, data_dict)


def process_pause(context: Context, data_dict: DataDict) -> AuthResult:
    """Officials of its body pause a process."""
    return _run(context, data_dict)


def process_resume(context: Context, data_dict: DataDict) -> AuthResult:
    """Officials of its body resume a process."""
    return _run(context, data_dict)


def process_extend(context: Context, data_dict: DataDict) -> AuthResult:
    """Officials of its body extend a process."""
    return _run(context, data_dict)


def process_close(context: Context, data_dict: DataDict) -> AuthResult:
    """Officials of its body close a process."""
    return _run(context, data_dict)


def process_stop(context: Context, data_dict: DataDict) -> AuthResult:
    """Officials of its body stop a process."""
    return _run(context, data_dict)


@tk.auth_allow_anonymous_access
def process_show(context: Context, data_dict: DataDict) -> AuthResult:
    """Everybody sees a process; before it is announced only the officials of its body."""
    process = lifecycle.find(data_dict.get("process_no"))
    if process.announced_at is not None:
        return {"success": True}
    return _run(context, data_dict)


@tk.auth_allow_anonymous_access
def process_event_list(context: Context, data_dict: DataDict) -> AuthResult:
    """Who sees the process sees what happened to it."""
    return process_show(context, data_dict)


@tk.auth_allow_anonymous_access
def process_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody lists the processes that are announced."""
    return {"success": True}


@tk.auth_allow_anonymous_access
def process_similar_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Everybody looks for what is like their own idea."""
    return {"success": True}


def _run(context: Context, data_dict: DataDict) -> AuthResult:
    if is_official(context.get("user"), lifecycle.find(data_dict.get("process_no")).body):
        return {"success": True}
    return {"success": False, "msg": tk._("Only officials of the body may do this")}
