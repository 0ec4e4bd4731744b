"""What is at the address of a petition for somebody who may not read it: not always nothing."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ..sponsoring import keeping
from ..views.blueprint import Reply

GONE = 410


def instead_of(process_no: int) -> Reply | None:
    """For its sponsors the page they were invited to, for everybody why it ended; else nothing."""
    if _is_readable(process_no):
        return None
    if keeping.of(process_no):
        return tk.redirect_to("petitions.sponsor", process_no=process_no)
    ending = _ending(process_no)
    return (tk.render("petitions/ending/gone.html", {"ending": ending}), GONE) if ending else None


def _is_readable(process_no: int) -> bool:
    try:
        tk.check_access("petition_show", {}, {"process_no": process_no})
    except tk.NotAuthorized:
        return False
    return True


def _ending(process_no: int) -> dict[str, Any] | None:
    try:
        return tk.get_action("petition_ending_show")({}, {"process_no": process_no})
    except (tk.ObjectNotFound, tk.ValidationError):
        return None
