"""Who enters, confirms and withdraws signatures on paper: whoever may work on the petition."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context, DataDict

from ..desk import officials

__all__ = [
    "petition_paper_confirm",
    "petition_paper_create",
    "petition_paper_list",
    "petition_paper_withdraw",
]


@tk.auth_sysadmins_check
def petition_paper_list(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may work on the petition: it says who entered what."""
    return officials.workers(context, (data_dict or {})["process_no"])


@tk.auth_sysadmins_check
def petition_paper_create(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may work on the petition."""
    return officials.workers(context, (data_dict or {})["process_no"])


@tk.auth_sysadmins_check
def petition_paper_confirm(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may work on the petition; that it is another official is a matter of the rules."""
    return officials.workers(context, (data_dict or {})["process_no"])


@tk.auth_sysadmins_check
def petition_paper_withdraw(context: Context, data_dict: DataDict | None) -> AuthResult:
    """Whoever may work on the petition."""
    return officials.workers(context, (data_dict or {})["process_no"])
