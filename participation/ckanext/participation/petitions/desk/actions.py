"""API actions of the officials' desk."""

from __future__ import annotations

from collections import Counter
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from .. import lifecycle, model
from . import rules, tasks

__all__ = ["petition_desk_list"]


@tk.side_effect_free
def petition_desk_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List the petitions that wait for the calling official, what is due first in front.

    :returns: `as_of` (the day); `counts` of all that waits (`moderate`, `answer`); `urgent`: how
        many of those listed are `late`, due `today` or `later`; and `results`, at most 100 of each
        work, with `work`, `due`, `urgency`, `number`, `title`, `body` and `url`
    """
    tk.check_access("petition_desk_list", context, data_dict)
    user = context.get("user") or ""
    cases, to_moderate = tasks.to_moderate(user) if tasks.moderates(user) else ([], 0)
    owed, to_answer = tasks.to_answer(user) if tasks.answers(user) else ([], 0)
    today = model.now().astimezone(lifecycle.zone()).date()
    ordered = rules.in_order([*cases, *owed])
    urgent = Counter(rules.urgency(task.due, today) for task in ordered)
    return {
        "as_of": today.isoformat(),
        "counts": {"moderate": to_moderate, "answer": to_answer},
        "urgent": {each.value: urgent[each] for each in rules.Urgency},
        "results": [_shown(task, rules.urgency(task.due, today)) for task in ordered],
    }


def _shown(task: rules.Task, urgency: rules.Urgency) -> dict[str, Any]:
    return {
        "work": task.work.value,
        "due": task.due.isoformat(),
        "urgency": urgency.value,
        "number": task.number,
        **task.about,
    }
