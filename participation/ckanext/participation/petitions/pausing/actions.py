"""API actions of pausing."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from .. import calling, model
from ..desk import asking
from . import rules, schema, switching

__all__ = ["petition_pause", "petition_pause_list", "petition_resume"]


def petition_pause(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Let nobody write petitions, or sign any, for a while. For moderators.

    One petition alone is paused with `process_pause`. What was still to come is moved by the lost
    time when it goes on. Said again, reason and end change.

    :param what: `creating` or `signing`
    :param reason: why, as `{language: text}`; everybody reads it
    :param until: when it goes on by itself (optional: when `petition_resume` says so)
    :returns: `what`, `reason`, `paused_at` and `until`
    """
    wanted = schema.pause_schema()
    asked = asking.asked("petition_pause", context, data_dict, wanted)
    until = asked.get("until")
    if rules.is_over(until, model.now()):
        raise tk.ValidationError({"until": [tk._("Choose a moment that is still to come.")]})
    switching.pause(asked["what"], asked["reason"], until)
    shown = _shown(switching.paused(asked["what"]))
    calling.note(context, "petition_pause", "petitions", asked["what"], shown)
    calling.commit(context)
    return shown


def petition_resume(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Let people write or sign petitions again. For moderators. Twice changes nothing.

    :param what: `creating` or `signing`
    :returns: `what`, and `resumed`: whether it was paused
    """
    asked = asking.asked("petition_resume", context, data_dict, schema.resume_schema())
    resumed = switching.resume(asked["what"])
    calling.note(context, "petition_resume", "petitions", asked["what"], {"resumed": resumed})
    calling.commit(context)
    return {"what": asked["what"].value, "resumed": resumed}


@tk.side_effect_free
def petition_pause_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List what is paused for all petitions now: `creating`, `signing`, both or neither.

    :returns: `what`, `reason`, `paused_at` and `until` of each
    """
    tk.check_access("petition_pause_list", context, data_dict)
    return [_shown(found) for found in switching.every()]


def _shown(found: Any) -> dict[str, Any]:
    return {
        "what": found.what,
        "reason": found.reason,
        "paused_at": found.paused_at.isoformat(),
        "until": found.until.isoformat() if found.until else None,
    }
