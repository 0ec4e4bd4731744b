"""API action of the statistics."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from .. import lifecycle, model
from . import queries, rules, schema

__all__ = ["petition_statistics_show"]

NONE = {
    "petitions": ("published", "open", "reached", "rejected", "demonstrations"),
    "moderation": ("decided", "waiting", "in_time", "median_hours", "slowest_tenth_hours"),
    "answers": ("in_term", "late", "overdue", "owed", "median_days", "slowest_tenth_days"),
}


@tk.side_effect_free
def petition_statistics_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show how long petitions wait for moderators and for answers, in all and by body.

    :param since: only what began on this day or later, `YYYY-MM-DD` (optional)
    :returns: `as_of`, `since`, `all` and `bodies`, each with `petitions`, `moderation` (hours from
        submission to the first decision) and `answers` (days from the threshold to the answer;
        `in_term_percent` of what came or is overdue), and `rejections` by reason
    """
    tk.check_access("petition_statistics_show", context, data_dict)
    asked, errors = tk.navl_validate(data_dict, schema.petition_statistics_schema(), context)
    if errors:
        raise tk.ValidationError(errors)
    day, now = asked.get("since"), model.now()
    since = datetime.combine(day, time(), lifecycle.zone()) if day else None
    facts = {
        "petitions": queries.petitions(since),
        "moderation": queries.moderation(since),
        "answers": queries.answers(since, now.astimezone(lifecycle.zone()).date()),
    }
    return {
        "as_of": now.isoformat(timespec="seconds"),
        "since": day.isoformat() if day else None,
        "all": _of(facts, None),
        "bodies": _bodies(facts),
        "rejections": [
            {"reason": reason, "count": count} for reason, count in queries.rejections(since)
        ],
    }


def _of(facts: dict[str, queries.ByBody], body: str | None) -> dict[str, Any]:
    found = {name: rows.get(body) or _nothing(name) for name, rows in facts.items()}
    owed = found["answers"]
    percent = rules.share_in_term(owed["in_term"], owed["late"], owed["overdue"])
    return found | {"answers": owed | {"in_term_percent": percent}}


def _nothing(name: str) -> dict[str, Any]:
    return {fact: None if fact.endswith(("hours", "days")) else 0 for fact in NONE[name]}


def _bodies(facts: dict[str, queries.ByBody]) -> list[dict[str, Any]]:
    """Each body that was asked anything, by name."""
    ids = {body for rows in facts.values() for body in rows if body}
    group: Any = core_model.Group
    rows = core_model.Session.query(group.id, group.name).filter(group.id.in_(ids))
    named = sorted((row.name, row.id) for row in rows)
    return [{"body": name, **_of(facts, body)} for name, body in named]
